/** Every page of the app, opened for everything that was written: the list is that of the app's own addresses. */
import { type PageName, PATHS } from '../../../src/features/addresses.ts'
import { person } from '../../sync/house.ts'
import { type PoisonedHouse, type PoisonedSetting } from './poisoned-house.ts'

/** An id that nothing has: what such pages show is made and looked at in their own tests. */
const NOTHING = '01890000-0000-7000-8000-0000000000ff'

type Ids = Readonly<Record<string, string>>

/** Of one setting: what may stand in an address of each page. A page that is not here does not compile. */
const IDS = {
  today: () => [{}],
  people: () => [{}],
  addPerson: () => [{}],
  person: ({ post }) => [{ postId: post }],
  file: ({ post }) => [{ postId: post }],
  changePost: ({ post }) => [{ postId: post }],
  why: ({ post }) => ['one-to-one', 'agreement', 'record'].map((track) => ({ postId: post, track })),
  drawUp: ({ post }) => [{ postId: post }],
  agreement: ({ agreements }) => agreements.map((recordId) => ({ recordId })),
  planObservation: ({ post }) => [{ postId: post }],
  observation: ({ observations }) => observations.map((recordId) => ({ recordId })),
  shifts: () => [{}],
  logShift: ({ post }) => [{ postId: post }],
  calendar: () => [{}],
  referral: ({ sessions, agreements, observations }) => [sessions[1], agreements[0], observations[0]].flatMap((recordId) => (recordId === undefined ? [] : [{ recordId }])),
  planSession: ({ post }) => [{ postId: post }],
  start: ({ post }) => [{ postId: post }],
  prepare: ({ sessions }) => sessions.slice(0, 1).map((recordId) => ({ recordId })),
  move: ({ sessions }) => [sessions[0], sessions[2]].flatMap((recordId) => (recordId === undefined ? [] : [{ recordId }])),
  session: ({ sessions }) => sessions.map((recordId) => ({ recordId })),
  check: ({ sessions }) => sessions.slice(0, 1).map((recordId) => ({ recordId })),
  read: ({ sessions }) => sessions.map((recordId) => ({ recordId })),
  policies: () => [{}],
  ownPolicy: () => [{}],
  policyPack: ({ pack: { id, version } }) => [{ pack: `${id}@${version}` }],
  policySetting: ({ setting }) => [{ settingId: setting }],
  adoptPolicy: ({ setting }) => [{ settingId: setting }],
  changeReading: ({ setting, pack }) => pack.ambiguities.slice(0, 2).map(({ id }) => ({ settingId: setting, ambiguity: id })),
  oversight: () => [{}],
  readRecord: ({ setting, sessions }) => sessions.slice(1, 2).map((recordId) => ({ settingId: setting, recordId })),
  accessLog: () => [{}],
  accessLogOf: () => [{ personId: person('sam') }],
  keeping: () => [{}],
  copies: () => [{}],
  reviewCopy: () => [{ copyId: NOTHING }],
  cases: () => [{}],
  inspections: () => [{}],
  inspectionPack: () => [{ inspectionId: NOTHING }],
  devices: () => [{}],
  thisDevice: () => [{}],
  signIns: () => [{}],
  accounts: () => [{}],
  personAccount: () => [{ personId: person('sam') }],
  invitation: () => [],
  sync: () => [{}],
  versions: ({ sessions, agreements, observations }) => [sessions[0], agreements[0], observations[0]].flatMap((recordId) => (recordId === undefined ? [] : [{ recordId }])),
  account: () => [{}],
  security: () => [{}],
} satisfies Record<PageName, (setting: PoisonedSetting) => readonly Ids[]>

const filled = (path: string, ids: Ids): string => Object.entries(ids).reduce((address, [id, value]) => address.replace(`:${id}`, value), path)

/** The parts of a session that stand at an address of their own. */
const PARTS = ['agenda', 'last', 'reflection', 'topics', 'actions', 'when'] as const

/** Every address there is to open, each once. */
export const everyAddress = ({ settings }: Pick<PoisonedHouse, 'settings'>): readonly string[] => {
  const addresses = settings.flatMap((setting) => [
    ...Object.entries<(setting: PoisonedSetting) => readonly Ids[]>(IDS).flatMap(([name, ids]) => ids(setting).map((each) => filled(PATHS[name as PageName], each))),
    ...setting.sessions.slice(0, 1).flatMap((id) => PARTS.map((part) => `/sessions/${id}?section=${part}`)),
  ])
  return [...new Set(addresses)]
}
