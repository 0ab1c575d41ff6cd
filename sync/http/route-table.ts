/**
 * Every route of the API and who may call it at all (A5). A route without a row keeps the server from starting. What a
 * caller is then answered is decided by the services, from the tables in `domain/access.ts` and `domain/reads.ts`.
 */
export type Caller =
  /** Nobody need be signed in. */
  | 'anybody'
  /** Somebody is signed in. */
  | 'signed-in'
  /** Somebody is signed in, and the request names them (A3). */
  | 'person'
  /** As `person`, and the sign-in may be one that can only set a second factor (A1). */
  | 'setting'

const ROUTES: Readonly<Record<string, Caller>> = {
  'GET /api/service': 'anybody',
  'GET /api/health': 'anybody',
  'GET /api/openapi.json': 'anybody',
  'POST /api/sign-in': 'anybody',
  'POST /api/sign-in/vault': 'anybody',
  'POST /api/sign-in/passkey/begin': 'anybody',
  'POST /api/sign-in/passkey': 'anybody',
  'GET /api/sign-in/work': 'anybody',
  'GET /api/sign-in/work/callback': 'anybody',
  'POST /api/sign-out': 'anybody',
  'GET /api/security': 'setting',
  'POST /api/security/totp/begin': 'setting',
  'POST /api/security/totp': 'setting',
  'POST /api/security/totp/remove': 'person',
  'POST /api/security/recovery-codes': 'person',
  'POST /api/security/password': 'person',
  'POST /api/security/passkeys/begin': 'setting',
  'POST /api/security/passkeys': 'setting',
  'POST /api/security/passkeys/rename': 'person',
  'POST /api/security/passkeys/remove': 'person',
  'POST /api/security/work/begin': 'person',
  'POST /api/security/work/remove': 'person',
  'GET /api/me': 'signed-in',
  'POST /api/acts': 'person',
  'POST /api/changes': 'person',
  'GET /api/pokes': 'person',
  'POST /api/recovery': 'person',
  'POST /api/recovery/copies': 'person',
  // Whose the acts are is in them: whoever is signed in brings them, or the key of a vault (P9).
  'POST /api/deposits': 'anybody',
  'GET /api/keys': 'anybody',
  'GET /api/vaults': 'person',
  'POST /api/vaults': 'person',
  'POST /api/vaults/revoke': 'person',
  'POST /api/vaults/pin': 'person',
  'POST /api/vaults/key': 'person',
  'POST /api/vaults/pepper': 'anybody',
  'POST /api/vaults/challenge': 'anybody',
  'GET /api/quarantine': 'person',
  'POST /api/quarantine/withdraw': 'person',
  'GET /api/records/:id/acts': 'person',
  'GET /api/records/:id/signatures': 'person',
  'POST /api/records/:id/export': 'person',
  'GET /api/devices': 'person',
  'GET /api/calendar': 'person',
  'POST /api/calendar': 'person',
  'DELETE /api/calendar': 'person',
  'GET /api/overseen': 'person',
  'GET /api/overseen/:setting': 'person',
  'POST /api/readings': 'person',
  'POST /api/access-log': 'person',
  'GET /api/delays': 'person',
  'POST /api/delays': 'person',
  'POST /api/delays/decide': 'person',
  'POST /api/inspections': 'person',
  'GET /api/inspections': 'person',
  'GET /api/inspections/:id': 'person',
  'POST /api/inspections/:id/open': 'person',
  'POST /api/inspections/:id/link': 'person',
  'DELETE /api/inspections/:id': 'person',
  'POST /api/inspection': 'anybody',
  'GET /api/disposals': 'person',
  'POST /api/disposals': 'person',
  'POST /api/disposals/:id/agree': 'person',
  'POST /api/disposals/:id/refuse': 'person',
  'POST /api/holds': 'person',
  'POST /api/holds/:id/lift': 'person',
  'GET /api/copies': 'person',
  'POST /api/copies': 'person',
  'POST /api/copies/:id/review': 'person',
  'POST /api/copies/:id/release': 'person',
  'POST /api/copies/:id/take': 'person',
  'GET /api/accounts': 'person',
  'GET /api/accounts/:person': 'person',
  'POST /api/accounts/:person': 'person',
  'POST /api/duties': 'person',
  'POST /api/duties/take': 'person',
  'POST /api/invitations': 'person',
  'DELETE /api/invitations/:person': 'person',
  'POST /api/invitations/look': 'anybody',
  'POST /api/invitations/take': 'anybody',
  'POST /api/sign-links': 'person',
  'GET /api/sign-links/:record': 'person',
  'DELETE /api/sign-links/:record': 'person',
  'POST /api/sign-links/look': 'anybody',
  'POST /api/sign-links/open': 'anybody',
  'POST /api/sign-links/sign': 'anybody',
  'GET /api/sign-ins': 'person',
  'DELETE /api/sign-ins/:id': 'person',
  'DELETE /api/sign-ins': 'person',
}

/** @throws when the route has no row: it would be open to nobody knows whom */
export const callerOf = (method: string, url: string): Caller => {
  // Fastify answers HEAD by the route of GET.
  const caller = ROUTES[`${method === 'HEAD' ? 'GET' : method} ${url}`]
  if (!caller) throw new Error(`${method} ${url} has no row in the table of routes: say in sync/http/route-table.ts who may call it`)
  return caller
}
