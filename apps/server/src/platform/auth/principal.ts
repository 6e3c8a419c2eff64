import type { Capability, View } from '@tallyboard/rules/people/capabilities';

/** Who asks: a person or a paired screen. One mechanism, different capabilities. */
export type Principal = {
  kind: 'user' | 'device';
  /** Of the person or the device. */
  id: string;
  /** Of the access token by which it came. */
  tokenId: string;
  teamId: string;
  /** Acts in another team than their own: see `actingIn`. */
  isVisiting?: true;
  capabilities: ReadonlySet<Capability>;
  view: View;
};

/** Finds out who a token belongs to; the people module is the one that knows. */
export abstract class PrincipalSource {
  /** Null for a token that is unknown, expired, revoked or of a disabled person. `address`: from where it came, if that is known. */
  abstract byToken(token: string, address?: string | null): Promise<Principal | null>;
  /** Of many tokens at once: those that still belong to somebody. */
  abstract byTokens(tokens: readonly string[]): Promise<Map<string, Principal>>;
}

/** System actors: what no person did has a fixed id, so that a repeated message is recognized. */
export const SYSTEM_ACTOR = '00000000-0000-7000-8000-000000000001';
