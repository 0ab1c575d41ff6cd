/** Every page's address: the one place where they are written. A wrong name or a missing id does not compile. */
import { type InspectionId, type PersonId, type PostId, type RecordId, type SettingId } from '../domain/ids.ts'

export const PATHS = {
  today: '/',
  people: '/people',
  addPerson: '/people/new',
  person: '/people/:postId',
  file: '/people/:postId/file',
  changePost: '/people/:postId/change',
  why: '/people/:postId/why/:track',
  drawUp: '/agreements/new/:postId',
  agreement: '/agreements/:recordId',
  planObservation: '/observations/new/:postId',
  observation: '/observations/:recordId',
  shifts: '/shifts',
  logShift: '/shifts/new/:postId',
  calendar: '/calendar',
  referral: '/referrals/:recordId',
  planSession: '/sessions/plan/:postId',
  start: '/sessions/new/:postId',
  prepare: '/sessions/:recordId/prepare',
  move: '/sessions/:recordId/move',
  session: '/sessions/:recordId',
  check: '/sessions/:recordId/check',
  read: '/sessions/:recordId/read',
  policies: '/policies',
  ownPolicy: '/policies/own',
  policyPack: '/policies/packs/:pack',
  policySetting: '/policies/settings/:settingId',
  adoptPolicy: '/policies/settings/:settingId/adopt',
  changeReading: '/policies/settings/:settingId/readings/:ambiguity',
  oversight: '/oversight',
  readRecord: '/oversight/:settingId/:recordId',
  accessLog: '/access-log',
  accessLogOf: '/access-log/:personId',
  keeping: '/keeping',
  copies: '/keeping/copies',
  reviewCopy: '/keeping/copies/:copyId',
  cases: '/cases',
  inspections: '/inspections',
  inspectionPack: '/inspections/:inspectionId',
  sync: '/sync',
  /** What competes in a record, and every text it ever had. */
  versions: '/sync/records/:recordId',
  account: '/account',
  devices: '/account/devices',
  /** Its PIN, four words and passkey. */
  thisDevice: '/account/devices/this',
  signIns: '/account/sign-ins',
  accounts: '/account/people',
  personAccount: '/account/people/:personId',
  /** Reached with a link, by who has no device open. */
  invitation: '/invitation',
  security: '/account/security',
} as const

/** What an inspector opens on their own device: a page outside the app, reached by no link in it. */
export const INSPECTION_LINK = '/inspection'

/** Where somebody without an account signs a record: a page outside the app, reached by no link in it (G4). */
export const SIGN_LINK = '/sign'

/** Checks saved records, with the service or without it (G6): a file of its own, outside the app. */
export const VERIFY_PAGE = '/verify.html'

/** What may stand in an address, and as what it is checked. */
interface Ids {
  personId: PersonId
  postId: PostId
  recordId: RecordId
  /** The name of an obligation, encoded: `whyHref`. */
  track: string
  settingId: SettingId
  /** A policy and its version: `havering@1`. */
  pack: string
  /** The id of one of its ambiguities: `SEF-AMB-1`. */
  ambiguity: string
  /** A person's own copy of their records. */
  copyId: string
  inspectionId: InspectionId
}

export type PageName = keyof typeof PATHS

type IdsIn<Path extends string> = Path extends `${string}:${infer Id}/${infer Rest}`
  ? Id | IdsIn<Rest>
  : Path extends `${string}:${infer Id}`
    ? Id
    : never

type IdsOf<Name extends PageName> = Pick<Ids, IdsIn<(typeof PATHS)[Name]> & keyof Ids>

/** The address of a page: `hrefOf('read', { recordId })`. */
export const hrefOf = <Name extends PageName>(
  name: Name,
  ...[ids]: IdsIn<(typeof PATHS)[Name]> extends never ? [] : [IdsOf<Name>]
): string =>
  Object.entries<string>(ids ?? {}).reduce((path, [id, value]) => path.replace(`:${id}`, value), PATHS[name] as string)
