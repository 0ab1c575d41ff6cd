import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { Group } from '../../domain/policy/facts.ts'
import { type PostAmend } from '../../domain/records/deeds/home.ts'
import { type PostState } from '../../domain/records/record.ts'
import { whatAmendingChanges } from '../../queries/home.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { ChangesCard } from './changes-card.tsx'
import { type ChangeProps } from './change-props.ts'
import { dateChangeLines } from './date-change.ts'
import { PostFields, type PostFieldsValue } from './post-fields.tsx'
import { TraitsField } from './traits-field.tsx'
import { traitsAsked } from './traits-asked.ts'
import { typedDate } from '../shared/typed-date.ts'
import { checkTraits, type TraitsAsked, type TypedTraits, typedTraitsOf } from './typed-traits.ts'
import { useAmend } from './use-amend.ts'

const MOST = { title: 200, staffNumber: 40 } as const

interface Typed extends PostFieldsValue {
  readonly employedOn: DateValue
  readonly traits: TypedTraits
}

const typedOf = ({ title, group, employment, hours, staffNumber, employedOn, facts }: PostState, traits: TraitsAsked): Typed => ({
  title,
  group: Group.safeParse(group).data ?? '',
  employment,
  hours: hours ?? '',
  staffNumber: staffNumber ?? '',
  employedOn,
  traits: typedTraitsOf(facts, traits),
})

type Checked = { readonly amended: PostAmend; readonly errors: null } | { readonly amended: null; readonly errors: readonly FieldError[] }

const check = (typed: Typed, post: PostState, asked: TraitsAsked, on: PlainDate, words: Words): Checked => {
  const { say } = words
  const { title, group, employment, hours, staffNumber } = typed
  const employedOn = typedDate(typed.employedOn, say('posts.add.the.employedOn'), words)
  const around = { ...asked, before: post.facts, employedOn: employedOn.on, asOf: on, mayBeEmpty: true }
  const traits = checkTraits(typed.traits, around, words)
  const long = (['title', 'staffNumber'] as const).filter((id) => typed[id].trim().length > MOST[id])
  const errors = [
    ...(['title', 'group'] as const)
      .filter((id) => typed[id].trim() === '')
      .map((id) => ({ id, message: say(`posts.add.missing.${id}`) })),
    ...long.map((id) => ({ id, message: say('forms.tooLong', { What: say(`posts.add.${id}`), max: MOST[id] }) })),
    ...traits.errors,
    ...(employedOn.error ? [{ id: 'employedOn', message: employedOn.error }] : []),
  ]
  if (errors.length > 0 || group === '' || employment === '' || !employedOn.on) return { amended: null, errors }
  const number = staffNumber.trim() || null
  return {
    errors: null,
    amended: {
      title: title.trim(),
      group,
      employment,
      hours: hours === '' ? null : hours,
      employedOn: employedOn.on,
      facts: traits.facts,
      ...(number === null && post.staffNumber === undefined ? {} : { staffNumber: number }),
      on,
    },
  }
}

const same = (a: Typed, b: Typed): boolean => (Object.keys(a) as (keyof Typed)[]).every((key) => a[key] === b[key])

/** Puts right what was entered of a post; what it does to the next date is said before it is saved. */
export const ChangeDetails = ({ post, snapshot, asOf, onDone }: ChangeProps) => {
  const words = useWords()
  const { say } = words
  const { amend, busy, failed } = useAmend(post)
  const [asked] = useState(() => traitsAsked(snapshot, post.setting, asOf))
  const [first] = useState(() => typedOf(post, asked))
  const [typed, setTyped] = useState(first)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const checked = check(typed, post, asked, asOf, words)
  const lines = (): readonly string[] => {
    if (!checked.amended || same(typed, first)) return []
    return dateChangeLines(whatAmendingChanges(snapshot, post, checked.amended, asOf), asOf, words)
  }
  const changes = lines()
  const submit = async (): Promise<void> => {
    setErrors(checked.errors ?? [])
    const { amended } = checked
    if (!amended) return
    if (await amend(amended)) onDone(say('posts.change.detailsDone'))
  }
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        await submit()
      }}
    >
      <ErrorSummary errors={errors} />
      <Card heading={say('posts.change.details')}>
        <PostFields
          value={typed}
          onChange={(part) => setTyped({ ...typed, ...part })}
          errors={errors}
          employmentHint={say('posts.change.employmentHint')}
        />
        <TraitsField
          {...asked}
          value={typed.traits}
          onChange={(traits) => setTyped({ ...typed, traits })}
          errors={errors}
        />
        <DateField
          id="employedOn"
          label={say('people.employedOn')}
          value={typed.employedOn}
          onChange={(employedOn) => setTyped({ ...typed, employedOn })}
          error={errors.find(({ id }) => id === 'employedOn')?.message}
        />
      </Card>
      {changes.length > 0 && <ChangesCard heading={say('posts.changes.title')} lines={changes} />}
      <SaveFailed failed={failed} />
      <Button type="submit" busy={busy}>
        {say('posts.change.saveDetails')}
      </Button>
    </form>
  )
}
