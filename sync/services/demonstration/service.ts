/** What the demonstration's other services are made of: a setting under a policy, its people and what happened to them. */
import { type PlainDate } from '../../../src/domain/dates.ts'
import { SettingId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Duration, Interval } from '../../../src/domain/policy/durations.ts'
import { type Employment, type Group, type Hours } from '../../../src/domain/policy/facts.ts'
import { type PostHappened } from '../../../src/domain/records/deeds/home.ts'
import { type SettingAdopt } from '../../../src/domain/records/deeds/policy.ts'
import { demonstrationId } from './people.ts'

/** Something written down of a post, by how many days ago it was; the absence is the supervisor's and goes on. */
export type Happened =
  | { readonly type: Exclude<PostHappened['event']['type'], 'absence'>; readonly ago: number }
  | { readonly type: 'absence'; readonly ago: number; readonly cover?: string }

/** One post of one person. */
export interface Member {
  /** The post's, and the person's too where they have but one. */
  readonly key: string
  readonly person: string
  readonly name: string
  readonly title: string
  readonly group: Group
  readonly employment: Employment
  readonly hours: Hours
  readonly line: 'managerial' | 'professional'
  /** The key of the person who supervises. */
  readonly supervisor: string
  /** How many days ago they began. */
  readonly began: number
  /** Further facts of the post, in the words of the policies. */
  readonly facts: (today: PlainDate) => Readonly<Record<string, Json>>
  /** How often, and for how long at least, the two agreed to meet. */
  readonly every: Duration
  readonly minutes: number
  /** Days ago of the last session, and how many there have been of late; null where there was none yet. */
  readonly last: number | null
  readonly sessions: number
  /** Whether their own signature is still missing on the last session. */
  readonly waits: boolean
  readonly agreement: 'signed' | 'to-sign' | 'none'
  /** Days ago of the agreement, where it matters. */
  readonly agreed: number | null
  /** Days ago of the observation of their practice; null where there was none. */
  readonly visited: number | null
  readonly happened: readonly Happened[]
  /** Leave that lies ahead: in how many days, and for how many. */
  readonly leave: { readonly in: number; readonly days: number } | null
}

/** A person of a service who has no post in its setting. */
interface Outsider {
  readonly key: string
  readonly name: string
}

export interface Service {
  readonly setting: SettingId
  readonly name: string
  readonly pack: string
  readonly settings: Readonly<Record<string, Json>>
  /** The key of the person who manages the setting. */
  readonly manager: string
  /** Supervises the manager, and is the manager named in the agreements of the others. */
  readonly senior: Outsider
  /** Gives professional supervision, where anybody has that line. */
  readonly professional?: Outsider
  /** Above the senior; has no record here. */
  readonly above: string
  readonly members: readonly Member[]
  /** What staff numbers and the references of the people who use the service begin with. */
  readonly numbers: string
  readonly references: string
  readonly place: string
  /** What of its policy was taken up since, or will be. */
  readonly adopts: (today: PlainDate) => readonly Omit<SettingAdopt, 'pack' | 'packVersion'>[]
}

type More = Partial<Omit<Member, 'key' | 'name' | 'title' | 'supervisor' | 'began' | 'group' | 'every'>> & { readonly every?: string }

/** A member of a service; what is not said is that of most people. */
export const member = (
  key: string,
  name: string,
  title: string,
  group: Group,
  supervisor: string,
  began: number,
  { every = 'P1M', ...more }: More = {},
): Member => ({
  key,
  person: key,
  name,
  title,
  group,
  employment: 'permanent',
  hours: 'full-time',
  line: 'managerial',
  supervisor,
  began,
  facts: () => ({}),
  every: Interval.parse(every),
  minutes: 60,
  last: 14,
  sessions: 3,
  waits: false,
  agreement: 'signed',
  agreed: null,
  visited: null,
  happened: [],
  leave: null,
  ...more,
})

export const settingOf = (key: string): SettingId => SettingId.parse(demonstrationId(`setting:${key}`))

/** Several of one sort, by how many days ago each was. */
export const each = (type: Exclude<Happened['type'], 'absence'>, ...days: readonly number[]): readonly Happened[] =>
  days.map((ago) => ({ type, ago }))

/** Whether somebody has a professional line beside a managerial one (SSWB-1.2, HAV-4.2b). */
export const hasProfessionalLine = (person: string, members: readonly Member[]): boolean =>
  members.some((other) => other.person === person && other.line === 'professional')
