import { useState } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { whatSupervisingChanges } from '../../queries/home.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { ChangesCard } from './changes-card.tsx'
import { type ChangeProps } from './change-props.ts'
import { NOBODY } from './post-draft.ts'
import { SupervisorSelect } from './supervisor-select.tsx'
import { typedDate } from '../shared/typed-date.ts'
import { unfinishedLines } from './unfinished-lines.ts'

/** Another supervisor: who loses the file, who gains it, what is left behind, and what is then to be reviewed (SEF-2.5, SSWB-4.27). */
export const ChangeSupervisor = ({ post, snapshot, asOf, name, onDone }: ChangeProps) => {
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [chosen, setChosen] = useState<PersonId | ''>('')
  const [on, setOn] = useState<DateValue>(asOf)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const nameOf = (person: PersonId): string => snapshot.people.get(person)?.name ?? '—'
  const typed = typedDate(on, say('posts.change.theDay'), words)
  // The change counts from the moment it is saved, so a later day would not be kept.
  const future = typed.on !== null && typed.on > asOf ? say('forms.date.future', { What: say('posts.change.theDayFirst') }) : null
  const dayError = typed.error ?? future
  const ready = chosen !== '' && typed.on !== null && !future ? { supervisor: chosen, on: typed.on } : null
  const old = post.supervisor
  const changes = ready && whatSupervisingChanges(snapshot, post, ready, asOf)
  const open = changes ? unfinishedLines(changes.unfinished, asOf, words) : []
  const lines = (): readonly string[] => {
    if (!ready || !changes) return []
    const after = nameOf(ready.supervisor)
    const { review } = changes
    const says = review?.track === 'agreement-review' ? 'posts.change.review.again' : 'posts.change.review.first'
    const before = old && nameOf(old)
    return [
      say('posts.change.newSees', { after, name }),
      ...(before ? [say('posts.change.oldLoses', { before, name })] : []),
      // What this device has not sent goes before the change anyway.
      ...(before && old !== device.me.person ? [say('posts.change.unsentFirst', { before })] : []),
      ...(review?.due ? [say(says, { after, name, day: day(review.due, asOf), rule: review.rule })] : []),
      ...(before ? [say('posts.change.plannedGone', { before })] : []),
    ]
  }
  const submit = async (): Promise<void> => {
    const found = [
      ...(chosen === '' ? [{ id: 'supervisor', message: say('posts.add.missing.supervisor') }] : []),
      ...(dayError ? [{ id: 'on', message: dayError }] : []),
    ]
    setErrors(found)
    if (!ready) return
    const saved = await save(async () => {
      await device.act({ recordId: post.id, kind: 'post', type: 'post.supervise', payload: ready })
    })
    if (saved) onDone(say('posts.change.supervisorDone', { name, after: nameOf(ready.supervisor) }))
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
      <Card heading={say('posts.change.supervisor')}>
        <p className="govuk-body">{old ? say('posts.change.nowBy', { name, before: nameOf(old) }) : say('posts.change.nowNobody', { name })}</p>
        <SupervisorSelect
          snapshot={snapshot}
          me={device.me.person}
          without={[post.person, old]}
          label={say('posts.change.newSupervisor')}
          value={chosen}
          onChange={(value) => setChosen(value === NOBODY ? '' : value)}
          error={errors.find(({ id }) => id === 'supervisor')?.message}
        />
        <DateField
          id="on"
          label={say('posts.change.fromWhen')}
          hint={say('posts.change.fromWhenHint')}
          value={on}
          onChange={setOn}
          error={errors.find(({ id }) => id === 'on')?.message}
        />
      </Card>
      {ready && <ChangesCard heading={say('posts.changes.title')} lines={lines()} />}
      {ready && open.length > 0 && <ChangesCard heading={say('posts.finish.title', { count: open.length })} lines={open} />}
      <SaveFailed failed={failed} />
      <Button type="submit" busy={busy}>
        {ready ? say('posts.change.makeSupervisor', { after: nameOf(ready.supervisor) }) : say('posts.change.supervisor')}
      </Button>
    </form>
  )
}
