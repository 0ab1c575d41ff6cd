/**
 * Who is who in the demonstration’s two invented homes, and who can sign in. Ids are made from names, so that a test or a
 * guide can name a record; the organisation's id is new at each load, so that a device notices that it was reset.
 */
import { v5 } from 'uuid'
import { type Duty } from '../../../src/domain/duties.ts'
import { DeviceId, PersonId, PostId, SettingId } from '../../../src/domain/ids.ts'

const NAMESPACE = '6f1c9f0e-3f0b-5d8e-9c55-1d2c6b7a4e01'

/** The id of anything in the demonstration, from a name such as `person:sam`. */
export const demonstrationId = (name: string): string => v5(name, NAMESPACE)

export const HOME_NAME = 'Larkfield House (demonstration)'
export const SERVICE_NAME = 'Larkfield (demonstration)'
export const HOME: SettingId = SettingId.parse(demonstrationId('setting:larkfield'))
/** A smaller home of the same service, with one post of somebody who also has one in the first. */
export const BROOK_NAME = 'Brook Cottage (demonstration)'
export const BROOK: SettingId = SettingId.parse(demonstrationId('setting:brook'))

/** One post of one person. */
export interface Staff {
  /** The post's, and the person's too where they have but one. */
  readonly key: string
  /** The key of the person whose post it is. */
  readonly person: string
  readonly setting: SettingId
  readonly staffNumber: string
  readonly name: string
  readonly knownAs: string
  readonly title: string
  readonly group: 'practitioner-manager' | 'residential'
  readonly employment: 'permanent' | 'temporary' | 'agency' | 'casual'
  readonly hours: 'full-time' | 'part-time'
  /** The key of the person who supervises. */
  readonly supervisor: string
  /** How many days ago they began. */
  readonly began: number
  readonly usual: 'early' | 'late' | 'night'
}

/** The responsible individual, off site: supervises the manager and has no post in the home. */
export const RESPONSIBLE = { key: 'miriam', name: 'Miriam Hartnell', knownAs: 'Miriam', staffNumber: 'LK-0001' }
/** The senior manager of both homes, named in the agreements: disagreements are referred to them (SEF-8.4). */
export const SENIOR = { key: 'morgan', name: 'Morgan Tilley', knownAs: 'Morgan', staffNumber: 'LK-0002' }

/** Looks at how supervision is done in all the services, and works in none of them: what a duty opens (W2). */
export const QUALITY = { key: 'wren', name: 'Wren Halloran', knownAs: 'Wren', staffNumber: 'LK-0003' }
/** Does human resources for the whole service: the second person where files are disposed of, and for people’s own copies (W4, W5). */
export const HUMAN_RESOURCES = { key: 'hazel', name: 'Hazel Munro', knownAs: 'Hazel', staffNumber: 'LK-0004' }

/** Staff numbers as a roster writes them: an agency’s are its own. */
const numbers = new Map<string, number>()
const numberFor = (employment: Staff['employment']): string => {
  const series = employment === 'agency' ? 'AG-77' : 'LK-10'
  const next = (numbers.get(series) ?? 10) + 1
  numbers.set(series, next)
  return `${series}${next}`
}

const staff = (
  key: string,
  name: string,
  title: string,
  supervisor: string,
  began: number,
  more: Partial<Pick<Staff, 'person' | 'setting' | 'group' | 'employment' | 'hours' | 'usual'>> = {},
): Staff => ({
  key,
  person: key,
  setting: HOME,
  staffNumber: numberFor(more.employment ?? 'permanent'),
  name,
  knownAs: name.split(' ', 1)[0] ?? name,
  title,
  supervisor,
  began,
  group: 'residential',
  employment: 'permanent',
  hours: 'full-time',
  usual: 'early',
  ...more,
})

export const STAFF: readonly Staff[] = [
  staff('dana', 'Dana Whitlock', 'Registered manager', 'miriam', 2300, { group: 'practitioner-manager' }),
  staff('priya', 'Priya Lockett', 'Deputy manager', 'dana', 1500, { group: 'practitioner-manager' }),
  staff('tom', 'Tom Ferriby', 'Deputy manager', 'dana', 900, { group: 'practitioner-manager', usual: 'late' }),
  staff('sam', 'Sam Oyelaran', 'Residential worker', 'dana', 1100),
  staff('kofi', 'Kofi Marshall', 'Senior residential worker', 'priya', 1900, { usual: 'late' }),
  staff('ellen', 'Ellen Tarrow', 'Residential worker', 'priya', 640, { hours: 'part-time' }),
  staff('josh', 'Josh Pennick', 'Residential worker', 'tom', 480, { usual: 'late' }),
  staff('bronwen', 'Bronwen Astley', 'Waking night worker', 'tom', 1300, { usual: 'night' }),
  staff('leo', 'Leo Varga', 'Residential worker', 'priya', 75, { usual: 'late' }),
  staff('nadia', 'Nadia Crewe', 'Residential worker (maternity cover)', 'tom', 300, { employment: 'temporary' }),
  staff('ade', 'Ade Brightwell', 'Agency residential worker', 'dana', 210, { employment: 'agency', usual: 'late' }),
  staff('grace', 'Grace Hale', 'Agency residential worker', 'priya', 200, { employment: 'agency', usual: 'night' }),
  staff('pete', 'Pete Sandiford', 'Agency residential worker', 'tom', 205, { employment: 'agency' }),
  staff('mina', 'Mina Rowe', 'Casual residential worker', 'tom', 41, {
    employment: 'casual',
    hours: 'part-time',
    usual: 'late',
  }),
  staff('carl', 'Carl Dunmore', 'Casual residential worker', 'priya', 700, {
    employment: 'casual',
    hours: 'part-time',
    usual: 'night',
  }),
  staff('priya-brook', 'Priya Lockett', 'Casual residential worker', 'morgan', 400, {
    person: 'priya',
    setting: BROOK,
    employment: 'casual',
    hours: 'part-time',
    usual: 'late',
  }),
]

export const personOf = (key: string): PersonId => PersonId.parse(demonstrationId(`person:${key}`))
export const postOf = (key: string): PostId => PostId.parse(demonstrationId(`post:${key}`))
export const deviceOf = (key: string): DeviceId => DeviceId.parse(demonstrationId(`device:${key}`))

interface DemonstrationSignIn {
  readonly username: string
  readonly password: string
  readonly knownAs: string
  readonly post: string
  /** Not of the two homes alone: shown apart, so that the list stays short. */
  readonly elsewhere?: true
}

const signIn = (username: string, knownAs: string, post: string): DemonstrationSignIn => ({
  username,
  password: `larkfield-${username}-1`,
  knownAs,
  post,
})
const elsewhere = (username: string, knownAs: string, post: string): DemonstrationSignIn => ({ ...signIn(username, knownAs, post), elsewhere: true })

/**
 * Who can sign in, as the sign-in page of a demonstration shows it: of each other service its manager and one of
 * their people, and who looks at the quality of all. */
export const demonstrationSignIns: DemonstrationSignIn[] = [
  signIn('dana', 'Dana', 'Registered manager'),
  signIn('priya', 'Priya', 'Deputy manager'),
  signIn('sam', 'Sam', 'Residential worker'),
  signIn('ade', 'Ade', 'Agency residential worker'),
  signIn('morgan', 'Morgan', 'Senior manager of both homes'),
  elsewhere(QUALITY.key, QUALITY.knownAs, 'Quality assurance, all services'),
  elsewhere(HUMAN_RESOURCES.key, HUMAN_RESOURCES.knownAs, 'Human resources, all services'),
  elsewhere('farah', 'Farah', 'Day centre manager, Havering'),
  elsewhere('lena', 'Lena', 'Day centre worker, Havering'),
  elsewhere('imogen', 'Imogen', 'Team manager, Wokingham'),
  elsewhere('corin', 'Corin', 'Social worker, Wokingham'),
  elsewhere('petra', 'Petra', 'Team manager, Welsh council'),
  elsewhere('callum', 'Callum', 'Social worker, Welsh council'),
  elsewhere('nia', 'Nia', 'Registered manager, Welsh provider'),
  elsewhere('ifan', 'Ifan', 'Care worker, Welsh provider'),
  elsewhere('bram', 'Bram', 'Service manager, Sefton fieldwork'),
  elsewhere('rosalind', 'Rosalind', 'Team manager, Sefton fieldwork'),
]
/** The manager also administers the service. */
export const ADMINISTRATOR = 'dana'

/** What people may look at beside their own records, from the day the demonstration is loaded. */
export const DUTIES: readonly (Duty & { readonly key: string })[] = [
  ...[HOME, BROOK].map((setting) => ({ key: SENIOR.key, duty: 'senior-manager' as const, setting, until: null })),
  { key: QUALITY.key, duty: 'quality-assurance', setting: null, until: null },
  { key: HUMAN_RESOURCES.key, duty: 'human-resources', setting: null, until: null },
]
