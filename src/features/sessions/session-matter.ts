/** Everything the session page shows that is computed: the agenda, the draft of when it was held, what the policy says. */
import { sessionFactsOf } from '../../domain/facts.ts'
import { type Instant, londonDay, PlainDate } from '../../domain/dates.ts'
import { policyOn } from '../../domain/adopted.ts'
import { actionIdsIn, actionListsOf, type AgreedAction } from '../../domain/records/actions.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { type Words } from '../../words/words.ts'
import {
  agendaOf,
  type AgendaPart,
  openBefore,
  reflectionOf,
  type ReflectionSection,
  topicsOf,
  type TopicSection,
  type ValueOf,
} from './agenda.ts'
import { inLanguage } from '../../words/answers.ts'
import { daysToOffer, gapExceeded, lastHeldOn, nextDue } from './due.ts'
import { shortIn } from '../shared/fields-in-words.ts'
import { mainListOf } from '../shared/form-fields.ts'
import { type HeldDefaults, type HeldDraft, heldDraft } from './held.ts'
import { type SessionView } from './session-view.ts'

export interface SessionMatter {
  readonly today: PlainDate
  readonly draft: HeldDraft
  readonly defaults: HeldDefaults
  readonly open: readonly AgreedAction[]
  readonly reflection: readonly ReflectionSection[]
  readonly topics: readonly TopicSection[]
  readonly parts: readonly AgendaPart[]
  /** Why a reason for the gap is asked; null where it is not (SEF-App3.1). */
  readonly gap: string | null
  readonly next: {
    /** The day agreed, else the day it is due. */
    readonly day: PlainDate | null
    readonly offered: readonly PlainDate[]
    readonly because: string | null
    /** The day on which the session is taken to be held. */
    readonly held: PlainDate
  }
}

const plainDate = (value: unknown): PlainDate | null => {
  const day = PlainDate.safeParse(value)
  return day.success ? day.data : null
}

/** Where the two met last time. */
const lastPlace = ({ agreedIn, state }: SessionView): string => {
  const held = agreedIn.flatMap((each) => (each.kind === 'session' && each.id !== state.id ? (each.held ?? []) : []))
  return held.sort((a, b) => (a.on < b.on ? 1 : -1))[0]?.place ?? ''
}

const gapText = (view: SessionView, shifts: readonly ShiftState[], day: PlainDate, words: Words): string | null => {
  const exceeded = gapExceeded({ ...view, shifts }, day)
  const last = lastHeldOn(view.others, day)
  if (!exceeded || last === null) return null
  return exceeded.due === null
    ? words.say('sessions.gap.noDay', { last: words.longDay(last) })
    : words.say('sessions.gap.due', { last: words.longDay(last), due: words.longDay(exceeded.due) })
}

/** The actions that stand for themselves, and not in a section of the form. */
const mainActionIds = ({ state, sections }: SessionView): readonly string[] => {
  const list = mainListOf({ sections })
  return actionIdsIn(state, list === undefined ? undefined : { list, lists: actionListsOf(sections) })
}

export interface MatterInput {
  readonly view: SessionView
  readonly shifts: readonly ShiftState[]
  readonly now: Instant
  /** When the page was opened. */
  readonly opened: Instant
  readonly words: Words
}

export const matterOfSession = ({ view, shifts, now, opened, words }: MatterInput): SessionMatter => {
  const { state, sections } = view
  const valueOf: ValueOf = (field) => state.fields[field]?.value
  const today = londonDay(now)
  const defaults: HeldDefaults = { today, opened, place: lastPlace(view) }
  const draft = heldDraft(state, valueOf, defaults)
  const day = plainDate(draft.on) ?? today
  const gap = gapText(view, shifts, day, words)
  const open = openBefore(view.agreedIn, state)
  const due = nextDue({ ...view, shifts }, sessionFactsOf(state), day)
  const closureDays = view.setting ? (policyOn(view.setting, day).settings.closureDays ?? []) : []
  const agreed = plainDate(valueOf('next.on'))
  const because =
    due?.due &&
    words.say('sessions.next.because', {
      due: words.day(due.due, today),
      says: due.reasons[0] ? inLanguage(due.reasons[0].says, words.lang) : '',
    })
  return {
    today,
    draft,
    defaults,
    open,
    reflection: reflectionOf(sections, gap !== null),
    topics: topicsOf(sections),
    parts: agendaOf({
      sections,
      state,
      open,
      gapExceeded: gap !== null,
      actionIds: mainActionIds(view),
      valueOf,
      labelOf: (named) => shortIn(named, words),
      whenLabel: words.say('sessions.when.title'),
      nextLabel: words.say('sessions.next'),
    }),
    gap,
    next: { day: agreed ?? due?.due ?? null, offered: daysToOffer(day, due?.due ?? null, closureDays), because: because ?? null, held: day },
  }
}
