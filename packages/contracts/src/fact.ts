import type { View } from '@tallyboard/rules/people/capabilities';
import type { z } from 'zod';

/** A frame schema with the projection that makes it; null hides the fact from the view. */
export type Projection<P, F extends z.ZodType> = { frame: F; of: (payload: P) => z.infer<F> };

/**
 * A kind of fact: what is stored for ever (`payload`, raised by `version`), and what each view of a feed gets to see of it.
 * A view that is null never learns of the fact; its packets still advance, so it sees no gap.
 */
export type FactKind<
  P extends z.ZodType = z.ZodType,
  W extends z.ZodType = z.ZodType,
  T extends z.ZodType = z.ZodType,
  M extends z.ZodType = z.ZodType,
> = {
  version: number;
  payload: P;
  /** It follows from another fact and may be told a moment later, together with others. */
  mayWait?: true;
  /** Whose doing it was is told to nobody: of what is private it would tell whose it is. */
  byNobody?: true;
  views: {
    wall: Projection<z.infer<P>, W> | null;
    team: Projection<z.infer<P>, T> | null;
    price: Projection<z.infer<P>, M> | null;
  };
};
export const fact = <P extends z.ZodType, W extends z.ZodType, T extends z.ZodType, M extends z.ZodType>(
  kind: FactKind<P, W, T, M>,
): FactKind<P, W, T, M> => kind;
export type FrameOf<K extends FactKind, V extends View = 'price'> = K['views'][V] extends Projection<
  never,
  infer F
> | null
  ? z.infer<F>
  : never;
