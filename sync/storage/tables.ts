/** The tables. Every key begins with the organisation; JSON is kept as text, so that SQLite and PostgreSQL agree. */
export interface Tables {
  orgs: {
    org: string
    name: string
    /** The organisation's counter (L2). */
    seq: number
    demonstration: number
    created_at: string
    /** `required` or `optional`: whether a password alone signs in (A1). */
    second_factor: string
    /** The head of the audit chain: how many entries there are, and the hash of the last; '' while there is none (A8). */
    audit_n: number
    audit_hash: string
  }
  /**
   * Who did and read what, each entry chained to the one before (A8). `digest` is of salt and details: both can be erased
   * (W4), and the chain still holds.
   */
  audit: {
    org: string
    n: number
    at: string
    actor: string
    what: string
    subject: string | null
    record: string | null
    salt: string | null
    details: string | null
    digest: string
    hash: string
  }
  /** Heads that a device has seen and the chain does not have: it was cut short, changed, or restored from before. */
  audit_contradicted: { org: string; n: number; hash: string; person: string; at: string }
  /** What somebody may look at beside their own: for a setting or the whole service, until a day or until taken back. */
  duties: { org: string; person: string; duty: string; setting: string; until: string | null; given_by: string; given_at: string }
  /** One row a committed write: what a device names as the last it saw, so that a restore is noticed (T2). */
  commits: { org: string; seq: number; token: string; at: string }
  accounts: {
    org: string
    person: string
    /** As it is typed to sign in, in lower case; unique in the whole service, since signing in names no organisation. */
    username: string
    password_hash: string
    administrator: number
    created_at: string
    disabled_at: string | null
  }
  sign_ins: {
    token_hash: string
    org: string
    person: string
    created_at: string
    last_seen_at: string
    expires_at: string
    /** 1: it may only set a second factor. */
    restricted: number
    /** When it was proved by more than a trusted device; null where it was not. */
    proved_at: string | null
    /** The device it is of, where that said so. */
    device: string | null
  }
  /**
   * What a person signs in with beside the password (A1): a `totp` key, a `passkey`, a work account (`work`). `secret` is a
   * sealed key or a public one, by `kind`; `counter` the last time step used, or the passkey's own count.
   */
  credentials: {
    org: string
    kind: string
    /** The person's own id; the credential's id; `tid/oid`. Unique in the whole service with its kind. */
    id: string
    person: string
    label: string
    secret: string | null
    counter: number
    created_at: string
    last_used_at: string | null
  }
  /** For when the authenticator is lost: a keyed hash of each that is not used yet. */
  recovery_codes: { org: string; person: string; hash: string }
  /** What was asked of a browser and is not answered yet, sealed; each is answered once. `org` and `person` are '' before signing in. */
  challenges: { id: string; org: string; person: string; kind: string; body: string; expires_at: string }
  /** Devices that sign in again without a code, once unlocked (A1): only their tokens' hashes. */
  device_tokens: {
    token_hash: string
    org: string
    person: string
    device: string
    created_at: string
    last_used_at: string | null
    expires_at: string
  }
  /** The private address of a person's planned sessions: one each, and only its token's hash. */
  calendar_feeds: { org: string; person: string; token_hash: string; created_at: string; last_read_at: string | null }
  /** Every act that was applied, for ever. */
  acts: {
    org: string
    seq: number
    act_id: string
    record_id: string
    hash: string
    actor: string
    device: string
    device_time: string
    received_at: string
    body: string
    receipt: string
  }
  /** The current state of each record: the fold of its acts. */
  records: {
    org: string
    id: string
    kind: string
    post: string | null
    setting: string | null
    revision: number
    state: string
    seq: number
  }
  /** Whom a post or a setting concerns, so that a person's scopes are found without reading every record. */
  record_people: { org: string; person: string; record: string; kind: string }
  /** What each audience receives of each record; `body` null is a tombstone (L3). */
  scope_rows: { org: string; scope: string; id: string; seq: number; revision: number; body: string | null }
  /** Acts the server may not apply, whole (P8). */
  quarantine: {
    org: string
    act_id: string
    /** The hash the act claims, and the one it has. They differ where an act was changed on its way. */
    hash: string
    body_hash: string
    seq: number
    author: string
    record_id: string
    kind: string
    type: string
    setting: string | null
    body: string
    reason: string
    receipt: string
    at: string
    withdrawn_at: string | null
  }
  /** What each device last said it has not sent yet (T5). */
  devices: {
    org: string
    device: string
    person: string
    last_seen_at: string
    unsent: number
    oldest: string | null
  }
}
