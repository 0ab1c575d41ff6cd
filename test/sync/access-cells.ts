/**
 * What each person may have of a session record: written by hand from section 5 of the security contract and from the
 * access purposes and redactions of the five policies, and not made from the table it checks (`src/domain/reads.ts`).
 *
 * A cell is the classes whose words may stand in the answer. `-` is no answer at all: the person is told that there is
 * nothing (404), or, where they have a part in the setting, that this is not open to them (403).
 */

/** Everybody, by how they stand to Sam's records. */
export const WHO = {
  sam: 'the supervisee',
  dana: 'the supervisor',
  eve: 'the supervisor before',
  kofi: 'a colleague in the home',
  olu: 'the manager of another home',
  max: 'the manager of the home, who supervises somebody else',
  abe: 'duty: manager above',
  sid: 'duty: senior manager',
  quinn: 'duty: quality assurance, of the whole service',
  ines: 'duty: investigating officer',
  ivan: 'an investigating officer until yesterday',
  otto: 'duty: senior manager, of the other home',
  hana: 'duty: human resources',
  ada: 'who administers the service',
  rex: 'the senior manager to whom a disagreement was referred',
  dee: 'somebody whose account was disabled',
  nobody: 'nobody: not signed in',
} as const
export type Who = keyof typeof WHO

/**
 * The states of a record. `other` ones are as far as `shared`: `referred` with a disagreement referred to Rex, `passed-on`
 * where both agreed to pass on what was said.
 */
export const STATES = ['planned', 'held', 'shared', 'part-signed', 'locked', 'referred', 'passed-on', 'void'] as const
export type State = (typeof STATES)[number]

/** Of records in a state that others may read: as it is, escalated, passed on by both. */
export type Cells = readonly [plain: string, referred: string, passedOn: string]

const same = (classes: string): Cells => [classes, classes, classes]
/** Concerns (E) are read by oversight and human resources where there are any. */
const withConcerns = (classes: string): Cells => [classes, `${classes}E`, classes]

/** Policy → purpose → who may, and what. Whoever is not named may not. */
export const PURPOSES: Readonly<Record<string, Readonly<Record<string, Partial<Record<Who, Cells>>>>>> = {
  sefton: {
    // SEF-5.2
    'public-interest': { sid: withConcerns('BC'), quinn: withConcerns('BC') },
    law: { sid: withConcerns('BC'), quinn: withConcerns('BC') },
    risk: { sid: withConcerns('BC'), quinn: withConcerns('BC') },
    conduct: { sid: withConcerns('BC'), quinn: withConcerns('BC') },
    'performance-process': { sid: withConcerns('BC') },
    // SEF-5.4, SEF-5.5
    'supervising-well': { abe: same('BC') },
    audit: { quinn: withConcerns('BC') },
    // SEF-5.6
    'policy-development': { max: same('BC'), sid: withConcerns('BC') },
    'poor-performance': { max: same('BC'), sid: withConcerns('BC') },
    discipline: { max: same('BC'), sid: withConcerns('BC') },
    'data-protection': { max: same('BC'), sid: withConcerns('BC') },
    'child-protection': { max: same('BC'), sid: withConcerns('BC') },
    'risk-management': { max: same('BC'), sid: withConcerns('BC') },
    // SEF-5.7: personal matters go to the line manager once they were escalated or both agreed; oversight has the glass.
    'both-agree': { max: ['BC', 'ABC', 'ABC'], abe: ['BC', 'ABC', 'ABC'], sid: withConcerns('BC') },
    inspection: {},
  },
  havering: {
    // HAV-8.2
    'need-to-know': { max: same('BC'), abe: same('BC'), sid: withConcerns('BC') },
    quality: { quinn: withConcerns('BC'), sid: withConcerns('BC') },
    disciplinary: { ines: withConcerns('BC') },
    legal: {},
    // HAV-9.3, HAV-7.3, HAV-App2.1, HAV-App1.8
    handover: {},
    performance: { max: same('BC') },
    regulator: {},
    inspection: {},
  },
  sswb: {
    // SSWB-4.16, SSWB-4.25
    'line-manager': { max: same('BCD') },
    'team-manager': { max: same('BCD') },
    'change-of-manager': { max: same('BCD') },
    // SSWB-4.14: personal matters and nothing else, once they were shared with the managers above.
    'personal-matter': { max: ['C', 'AC', 'AC'], abe: ['C', 'AC', 'AC'] },
    // SSWB-5.6
    monitoring: { sid: withConcerns('C') },
    quality: { quinn: withConcerns('BC'), sid: withConcerns('BC') },
    coroner: {},
    'serious-case-review': { ines: withConcerns('BCD') },
    'social-care-wales': {},
    'disclosure-and-barring': {},
    appraisal: { max: same('BC') },
    capability: { max: same('BC'), hana: withConcerns('BC'), ines: withConcerns('BC') },
    grievance: { max: same('BC'), hana: withConcerns('BC'), ines: withConcerns('BC') },
    disciplinary: { max: same('BC'), hana: withConcerns('BC'), ines: withConcerns('BC') },
    inspection: {},
  },
  'wales-model': {
    // WAL-12b, WAL-12c; the form has no references of children
    discussion: { abe: same('BC') },
    cover: { max: same('BC') },
    quality: { sid: withConcerns('BC') },
    investigation: { ines: withConcerns('BC') },
    inspection: {},
    audit: {},
  },
  wokingham: {
    // WOK-9.4
    'case-progression': { sid: withConcerns('BCD') },
    quality: { sid: withConcerns('BC') },
    court: {},
    inspection: {},
    investigation: { ines: withConcerns('BC') },
  },
}

const GLASS: Cells = ['AC', 'ACE', 'AC']
/** The policy takes personal matters out for them whatever the reason: SEF-6.1, SSWB-4.15. */
const NO_GLASS: Cells = withConcerns('C')

/** By breaking the glass: oversight alone, and personal matters alone. */
export const BY_GLASS: Readonly<Record<string, Partial<Record<Who, Cells>>>> = {
  sefton: { sid: GLASS, quinn: NO_GLASS, ines: GLASS },
  havering: { sid: GLASS, quinn: GLASS, ines: GLASS },
  sswb: { sid: GLASS, quinn: NO_GLASS, ines: GLASS },
  'wales-model': { sid: GLASS, quinn: GLASS, ines: GLASS },
  wokingham: { sid: GLASS, quinn: GLASS, ines: GLASS },
}

/** Whoever has any part beside supervising: they are told 403 of what is not open to them, everybody else 404. */
export const HAVE_A_PART: readonly Who[] = ['max', 'abe', 'sid', 'quinn', 'ines', 'hana', 'ada']

/** Classes that stand in the words of a policy's own session form, concerns (E) apart. */
export const IN_THE_FORM: Readonly<Record<string, string>> = { sefton: 'ABC', havering: 'ABCD', sswb: 'ABCD', 'wales-model': 'ABC', wokingham: 'ABCD' }

/**
 * What a device receives (K8): the two have the whole, in every state; managers of the home have its dates (`dates`), in
 * which no words stand; whoever a disagreement is referred to has the question and nothing of the record. Nobody else has
 * anything.
 */
export const ON_DEVICES: Readonly<Record<Who, (state: State, form: string) => string>> = {
  sam: (state, form) => (state === 'referred' ? `${form}E` : form),
  dana: (state, form) => (state === 'referred' ? `${form}E` : form),
  max: () => 'dates',
  rex: (state) => (state === 'referred' ? 'E' : '-'),
  eve: () => '-',
  kofi: () => '-',
  olu: () => '-',
  abe: () => '-',
  sid: () => '-',
  quinn: () => '-',
  ines: () => '-',
  ivan: () => '-',
  otto: () => '-',
  hana: () => '-',
  ada: () => '-',
  dee: () => '-',
  nobody: () => '-',
}

/** The history of a record: everything that was done, to the two alone (I4). */
export const HISTORY: readonly Who[] = ['sam', 'dana']

/** A record as a file that can be checked (G6): the two alone, once one of them has signed; without what is personal, no word of class A. */
export const FILES: readonly Who[] = ['sam', 'dana']
export const IN_FILES: readonly State[] = ['part-signed', 'locked']

/** Who may send the worker a link to sign with (G4): who supervises them and who manages their home; while it waits for them. */
export const SEND_LINKS: readonly Who[] = ['dana', 'max']
export const WAITS_FOR_THE_WORKER: readonly State[] = ['shared', 'part-signed', 'referred', 'passed-on']

/** The dates of the setting online (class C, no words): whoever has a part in it. */
export const DATES: readonly Who[] = [...HAVE_A_PART]

/** Who has looked at Sam's records: Sam, who manages Sam's home, oversight of it, human resources, who administers. */
export const LOG: readonly Who[] = ['sam', ...HAVE_A_PART]

/** The other kinds of record, under Sefton's policy, state by state: what the manager of the home has for two purposes. */
export const OF_OTHER_KINDS: readonly (readonly [kind: 'agreement' | 'observation', state: string, poorPerformance: string, childProtection: string])[] = [
  ['agreement', 'draft', '403', '403'],
  ['agreement', 'part-signed', 'BC', 'BC'],
  ['agreement', 'signed', 'BC', 'BC'],
  ['observation', 'planned', '403', '403'],
  ['observation', 'observed', '403', '403'],
  ['observation', 'revealed', '403', '403'],
  // Who consented is class D: masked, but where a child needs protecting (SEF-5.6).
  ['observation', 'part-signed', 'B', 'BD'],
  ['observation', 'locked', 'B', 'BD'],
]

/** Every route, and who may call it at all: whoever else gets 401, or 409 where the request names another person (A3). */
export const ROUTE_CALLERS: Readonly<Record<string, 'anybody' | 'signed-in' | 'person' | 'setting'>> = {
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
