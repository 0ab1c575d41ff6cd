/** The wire's version: raised when `test/protocol/wire.test.ts` says that the schema changed (T3). */
export const PROTOCOL_VERSION = 6
/** The versions of the protocol this server takes from a device; an older one is told to update and may always push. */
export const PROTOCOL_TAKEN = { min: 1, max: PROTOCOL_VERSION } as const
/** The schema of acts that this code writes (P10). */
export const ACT_SCHEMA = 5
/** Why an act is held back that only a later version of the service can read (P10). */
export const AWAITS_UPGRADE = ['schema-unknown', 'kind-unknown', 'type-unknown'] as const
/** Every answer of the API carries it: an answer without it is a captive portal's, that is, being offline (L7). */
export const PROTOCOL_HEADER = 'x-countersign-protocol'
/** The person a request expects to be signed in (A3, P2). */
export const PRINCIPAL_HEADER = 'x-principal'
/** Limits of a push (P1). */
export const PUSH_MAX_ACTS = 100
export const PUSH_MAX_BYTES = 512 * 1024
/** The last head of the audit chain a device has seen, as `<n>.<hash>`: it bears witness to it with each pull (A8). */
export const WITNESS_HEADER = 'x-countersign-witness'
