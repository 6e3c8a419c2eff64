/** What the audit trail tells of: whatever changes access, screens or settings. */
export const AUDIT_ACTIONS = [
  'people.signed_in',
  'people.sign_in_failed',
  'people.password_changed',
  'people.reset_link_made',
  'people.reset_link_withdrawn',
  'people.password_reset',
  'people.invited',
  'people.invite_renewed',
  'people.invite_withdrawn',
  'people.joined',
  'people.changed',
  'people.transferred',
  'people.disabled',
  'people.enabled',
  'people.team_created',
  'people.screen_paired',
  'people.screen_revoked',
  'people.session_ended',
  'orders.rate_set',
  'orders.stages_changed',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
