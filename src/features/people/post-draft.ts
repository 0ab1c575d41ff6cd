/** A person and a post as they are being typed, and what comes of them: a joining, or what is still wrong with it. */
import { addDays, type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type PostId, type SettingId } from '../../domain/ids.ts'
import { type Employment, type Group, type Hours } from '../../domain/policy/facts.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Alike, type Joining } from '../../queries/home.ts'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { type Words } from '../../words/words.ts'
import { typedDate } from '../shared/typed-date.ts'
import { type CheckedTraits, checkTraits, type TraitsAsked, type TypedTraits } from './typed-traits.ts'

/** Nobody here supervises the post: somebody without a place in the service does, or nobody yet. */
export const NOBODY = 'nobody'

export interface PostDraft {
  /** Somebody who is here already; null for somebody new. */
  readonly person: PersonId | null
  readonly name: string
  /** Null while it follows the name. */
  readonly knownAs: string | null
  readonly staffNumber: string
  readonly setting: SettingId | ''
  readonly title: string
  readonly group: Group | ''
  readonly employment: Employment | ''
  readonly hours: Hours | ''
  readonly traits: TypedTraits
  readonly line: 'managerial' | 'professional'
  readonly supervisor: PersonId | typeof NOBODY | ''
  readonly from: DateValue
  /** Empty while they are the first day. */
  readonly employedOn: DateValue
  readonly supervisedSince: DateValue
  /** The agency post ends the day before. */
  readonly ends: boolean
  /** Not the one of the same name or number who is here. */
  readonly somebodyElse: boolean
}

export const firstWord = (name: string): string => name.trim().split(/\s+/)[0] ?? ''
export const knownAsOf = ({ knownAs, name }: Pick<PostDraft, 'knownAs' | 'name'>): string => knownAs ?? firstWord(name)

export interface DraftAround {
  readonly asOf: PlainDate
  /** Posts of the person that are here. */
  readonly posts: readonly PostState[]
  readonly alike: readonly Alike[]
  /** Homes the reader manages. */
  readonly managed: readonly SettingId[]
  /** What the policy of the home that is chosen asks of a person. */
  readonly traits: TraitsAsked
}

const runs = ({ until }: PostState, { asOf }: DraftAround): boolean => until === null || until >= asOf

/** The post that a professional line would stand beside: managing the work, in the same home (SSWB-1.2, HAV-4.2b). */
export const managedBeside = ({ setting }: Pick<PostDraft, 'setting'>, around: DraftAround): PostState | null =>
  around.posts.find((post) => post.line === 'managerial' && post.setting === setting && runs(post, around)) ?? null

/** Which line it is: a second one only beside a first. */
export const lineOf = (draft: Pick<PostDraft, 'setting' | 'line'>, around: DraftAround): PostDraft['line'] =>
  managedBeside(draft, around) ? draft.line : 'managerial'

/** The agency post that may end as the new one starts; none where the new one is agency work as well. */
export const agencyPostOf = ({ employment }: Pick<PostDraft, 'employment'>, around: DraftAround): PostState | null => {
  if (employment === '' || employment === 'agency') return null
  const { posts, managed } = around
  return posts.find((post) => post.employment === 'agency' && runs(post, around) && managed.includes(post.setting)) ?? null
}

/** How long a text may be, as the record has it. */
const MOST = { name: 200, knownAs: 100, staffNumber: 40, title: 200 } as const

type Checked = { readonly joining: Joining; readonly errors: null } | { readonly joining: null; readonly errors: readonly FieldError[] }

interface Dates {
  readonly from: PlainDate | null
  readonly employedOn: PlainDate | null
  readonly supervisedSince: PlainDate | null
  readonly errors: readonly FieldError[]
}

const datesOf = (draft: PostDraft, agency: PostId | null, around: DraftAround, words: Words): Dates => {
  const { say } = words
  const errors: FieldError[] = []
  const read = (id: 'from' | 'employedOn' | 'supervisedSince'): PlainDate | null => {
    if (id !== 'from' && draft[id] === '') return null
    const { on, error } = typedDate(draft[id], say(`posts.add.the.${id}`), words)
    if (error !== null) errors.push({ id, message: error })
    return on
  }
  const from = read('from')
  // A second line is no new employment: what a policy asks of new staff is not asked again (SEF-3.17, HAV-App3.b).
  const beside = lineOf(draft, around) === 'professional' ? managedBeside(draft, around) : null
  const since = beside && from && beside.employedOn < from ? beside.employedOn : from
  const employedOn = read('employedOn') ?? since
  const supervisedSince = read('supervisedSince') ?? from
  if (from && employedOn && employedOn > from) errors.push({ id: 'employedOn', message: say('posts.add.employedAfter') })
  const ends = around.posts.find(({ id }) => id === agency)
  if (from && ends && addDays(from, -1) < ends.from) errors.push({ id: 'from', message: say('posts.add.beforeAgency') })
  return { from, employedOn, supervisedSince, errors }
}

const personErrors = (draft: PostDraft, { alike }: DraftAround, { say }: Words): readonly FieldError[] => {
  if (draft.person !== null) return []
  const errors: FieldError[] = []
  if (draft.name.trim() === '') errors.push({ id: 'name', message: say('posts.add.missing.name') })
  else if (knownAsOf(draft).trim() === '') errors.push({ id: 'knownAs', message: say('posts.add.missing.knownAs') })
  if (alike.length > 0 && !draft.somebodyElse) errors.push({ id: 'somebodyElse', message: say('posts.add.missing.somebodyElse') })
  return errors
}

const tooLong = (draft: PostDraft, { say }: Words): readonly FieldError[] => {
  const texts = { name: draft.name, knownAs: knownAsOf(draft), staffNumber: draft.staffNumber, title: draft.title }
  return (Object.keys(MOST) as (keyof typeof MOST)[]).flatMap((id) =>
    texts[id].trim().length > MOST[id]
      ? [{ id, message: say('forms.tooLong', { What: say(`posts.add.${id}`), max: MOST[id] }) }]
      : [],
  )
}

const ASKED = ['setting', 'title', 'group', 'employment', 'hours'] as const

const supervisorErrors = ({ supervisor, person }: PostDraft, { say }: Words): readonly FieldError[] => {
  if (supervisor === '') return [{ id: 'supervisor', message: say('posts.add.missing.supervisor') }]
  return supervisor === person ? [{ id: 'supervisor', message: say('posts.change.self') }] : []
}

const traitsOf = (draft: PostDraft, { traits, asOf }: DraftAround, { employedOn }: Dates, words: Words): CheckedTraits =>
  checkTraits(draft.traits, { ...traits, before: {}, employedOn, asOf, mayBeEmpty: false }, words)

/** What can be added, or every reason why not, in the order of the page. */
export const checkDraft = (draft: PostDraft, around: DraftAround, words: Words): Checked => {
  const { say } = words
  const { setting, group, employment, hours, supervisor, person } = draft
  const agency = draft.ends ? (agencyPostOf(draft, around)?.id ?? null) : null
  const dates = datesOf(draft, agency, around, words)
  const missing = ASKED.filter((id) => draft[id].trim() === '').map((id) => ({ id, message: say(`posts.add.missing.${id}`) }))
  const traits = traitsOf(draft, around, dates, words)
  const errors = [
    ...personErrors(draft, around, words),
    ...tooLong(draft, words),
    ...missing,
    ...traits.errors,
    ...dates.errors,
    ...supervisorErrors(draft, words),
  ]
  const { from, employedOn, supervisedSince } = dates
  const chosen = setting !== '' && group !== '' && employment !== '' && hours !== '' && from && employedOn
  if (errors.length > 0 || !chosen) return { joining: null, errors }
  const staffNumber = draft.staffNumber.trim() || null
  const added = { name: draft.name.trim(), knownAs: knownAsOf(draft).trim(), staffNumber }
  return {
    errors: null,
    joining: {
      person: person ?? added,
      staffNumber,
      ends: agency,
      post: {
        setting,
        title: draft.title.trim(),
        group,
        employment,
        hours,
        line: lineOf(draft, around),
        facts: traits.facts,
        supervisor: supervisor === NOBODY || supervisor === '' ? null : supervisor,
        supervisedSince,
        employedOn,
        from,
      },
    },
  }
}
