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
    /** Days without contact after which a device shows no records (K6); 1 to 30. */
    read_days: number
    /** The head of the audit chain: how many entries there are, and the hash of the last; '' while there is none (A8). */
    audit_n: number
    audit_hash: string
    /** How far this database has followed the erasure ledger: the last line applied, and its hash; 0 and '' for none (W4). */
    erased_n: number
    erased_hash: string
    /** The seq through which the newest completed backup goes; 0 while there is none (V9). */
    backed_up_through: number
  }
  /**
   * Copies of records that devices had from before the service was restored, and that nobody's acts have brought back (T2).
   * `shown`: 1 while a row of the scope shows it.
   */
  recovered: {
    org: string
    scope: string
    record: string
    hash: string
    revision: number
    body: string
    by: string
    device: string
    at: string
    shown: number
  }
  /** What two people decide of a file whose time is over (W4). `reason` goes with the file. */
  disposals: {
    org: string
    id: string
    post: string
    person: string
    what: string
    keep_until: string | null
    reason: string | null
    with_person: number
    unresolved_too: number
    rule: string
    due: string
    proposed_by: string
    proposed_at: string
    outcome: string
    decided_by: string | null
    decided_at: string | null
    /** 1 once the bytes that the erased rows had are gone from the files too. */
    scrubbed: number
  }
  /** Nothing of a person's is erased while one of these stands (W4). */
  holds: {
    org: string
    id: string
    person: string
    reason: string | null
    reference: string | null
    set_by: string
    set_at: string
    lift_reason: string | null
    lifted_by: string | null
    lifted_at: string | null
  }
  /** A person's own copy of their records (W5): what it is made of until it is reviewed, then the file until its time is over. */
  copies: {
    org: string
    id: string
    person: string
    asked_at: string
    due: string
    state: string
    bundle: string | null
    file: string | null
    reviewed_by: string | null
    reviewed_at: string | null
    ready_until: string | null
    taken_at: string | null
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
  /** Telling somebody later that their records were read: asked by one, agreed by another (W2). */
  delays: {
    org: string
    id: string
    setting: string
    subject: string
    reader: string
    why: string
    until: string
    asked_at: string
    agreed_by: string | null
    agreed_at: string | null
    refused_by: string | null
  }
  /**
   * Packs for inspections, until their time is over (W3). `item` is for whom, of which dates and the pack's hash; `subjects`
   * whose supervision is in it, so that each opening is written down for each of them; `written` where in the audit chain
   * its making stands.
   */
  inspections: {
    org: string
    id: string
    setting: string
    made_by: string
    made_at: string
    opens_until: string
    item: string
    pack: string
    subjects: string
    written_n: number
    written_hash: string
    opened: number
    last_opened_at: string | null
    /** Of the link on the inspector's own device, where there is one; only its hash. */
    token_hash: string | null
  }
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
    disabled_by: string | null
    last_sign_in_at: string | null
    /** The day until which an administrator keeps it open past the last day worked (J14). */
    open_until: string | null
    /** When the password was chosen, where that was not when the account was made, and who made the link for it. */
    password_set_at: string | null
    password_link_by: string | null
  }
  /** A link with which a person chooses a password: one each, and only its token's hash. */
  invitations: { org: string; person: string; token_hash: string; username: string | null; made_by: string; made_at: string; expires_at: string }
  /**
   * A link by which somebody signs one record (G4): one a record, and only hashes of its token, its code and of what the browser
   * that opened it shows again. `tries` counts wrong codes; `used_hash` is of the act that signed, after which it is dead.
   */
  sign_links: {
    org: string
    record: string
    person: string
    token_hash: string
    code_hash: string | null
    tries: number
    made_by: string
    made_at: string
    expires_at: string
    opened_hash: string | null
    opened_at: string | null
    used_hash: string | null
  }
  sign_ins: {
    token_hash: string
    /** Random: by it the owner names it, and nobody signs in with it. */
    id: string
    org: string
    person: string
    method: string
    browser: string
    seen_on: string
    created_at: string
    last_seen_at: string
    expires_at: string
    /** 1: it may only set a second factor. */
    restricted: number
    /** When it was proved by more than a vault's key; null where it was not. */
    proved_at: string | null
    /** The device it is of, where that said so. */
    device: string | null
    /** The vault on that device, where the person has one there. */
    vault: string | null
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
  /**
   * A person's vault on a device (K3, K6). `pin_hash` is a keyed hash of what proves its PIN; `pepper` is sealed, and null once
   * it is gone; `tries` how many wrong PINs since the last right one; `trusted` 0 where it signs nobody in until they have
   * signed in there in full (A1); `ended_at` when another took its place.
   */
  vaults: {
    org: string
    vault: string
    person: string
    device: string
    kind: string
    kid: string
    pin_hash: string
    pepper: string | null
    tries: number
    trusted: number
    enrolled_at: string
    last_seen_at: string
    ended_at: string | null
    revoked_at: string | null
    revoked_by: string | null
  }
  /** The public keys of people, for ever: what was signed and sealed under one has to verify (G2, P9). */
  person_keys: {
    org: string
    kid: string
    person: string
    /** Null of a link's key, which has no vault. */
    vault: string | null
    device: string
    method: string
    record: string | null
    key: string
    certificate: string
    certified_from: string
    certified_until: string
    revoked_at: string | null
  }
  /** The service's own keys, the private parts sealed (G2, K7). The newest of each use is the one in use. */
  service_keys: { kid: string; use: string; key: string; sealed: string; made_at: string }
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
  /** Of each scope's live rows (L4). */
  scope_digests: { org: string; scope: string; count: number; sum: number }
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
