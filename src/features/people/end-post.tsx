import { useState } from 'react'
import { PostEndReason } from '../../domain/records/deeds/home.ts'
import { whatEndingChanges } from '../../queries/home.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Radios } from '../../ui/radios.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { ChangesCard } from './changes-card.tsx'
import { type ChangeProps } from './change-props.ts'
import { typedDate } from '../shared/typed-date.ts'
import { unfinishedLines } from './unfinished-lines.ts'

/** The end of a post that has one: it can be taken back. */
const TakeBack = ({ post, asOf, name, onDone }: ChangeProps) => {
  const { say, day } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const takeBack = async (): Promise<void> => {
    const saved = await save(async () => {
      const payload = { until: null, reason: post.endReason ?? 'left', on: asOf } as const
      await device.act({ recordId: post.id, kind: 'post', type: 'post.end', payload })
    })
    if (saved) onDone(say('posts.change.endTakenBack', { name }))
  }
  return (
    <Card heading={say('posts.change.endKnown', { day: post.until ? day(post.until, asOf) : '—' })}>
      <p className="govuk-body">{say('posts.change.takeBackText')}</p>
      <Button kind="secondary" busy={busy} onClick={takeBack}>
        {say('posts.change.takeBack')}
      </Button>
      <SaveFailed failed={failed} />
    </Card>
  )
}

/** The last day: what stops, how long records are kept (SEF-10), and what to finish first. */
export const EndPost = (props: ChangeProps) => {
  const { post, snapshot, asOf, name, onDone } = props
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [until, setUntil] = useState<DateValue>(post.until ?? '')
  const [reason, setReason] = useState<PostEndReason | ''>(post.endReason ?? '')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const typed = typedDate(until, say('posts.change.theLastDay'), words)
  const early = typed.on !== null && typed.on < post.from ? say('posts.change.beforeStart', { day: day(post.from, asOf) }) : null
  const dayError = typed.error ?? early
  const end = typed.on && !early && reason !== '' ? { until: typed.on, reason, on: asOf } : null
  const changes = end && whatEndingChanges(snapshot, post, end, asOf)
  const open = changes ? unfinishedLines(changes.unfinished, asOf, words) : []
  const lines = (): readonly string[] => {
    if (!end || !changes) return []
    const { kept } = changes
    return [
      say('posts.change.noMoreDates', { day: day(end.until, asOf) }),
      kept?.due ? say('posts.change.kept', { day: day(kept.due, asOf), rule: kept.rule }) : say('posts.change.keptUnknown'),
      say('posts.change.outOfLists', { name }),
      say('posts.change.rehire', { name }),
    ]
  }
  const submit = async (): Promise<void> => {
    const found = [
      ...(dayError ? [{ id: 'until', message: dayError }] : []),
      ...(reason === '' ? [{ id: 'reason', message: say('posts.change.missingReason') }] : []),
    ]
    setErrors(found)
    if (!end) return
    const saved = await save(async () => {
      await device.act({ recordId: post.id, kind: 'post', type: 'post.end', payload: end })
    })
    if (saved) onDone(say('posts.change.endDone', { day: day(end.until, asOf) }))
  }
  return (
    <>
      {post.until !== null && <TakeBack {...props} />}
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await submit()
        }}
      >
        <ErrorSummary errors={errors} />
        <Card heading={say('posts.change.end')}>
          <DateField
            id="until"
            label={say('people.lastDay')}
            value={until}
            onChange={setUntil}
            error={errors.find(({ id }) => id === 'until')?.message}
          />
          <Radios
            id="reason"
            label={say('posts.change.reason')}
            options={PostEndReason.options.map((value) => ({ value, label: say(`posts.endReason.${value}`) }))}
            value={reason}
            onChange={setReason}
            error={errors.find(({ id }) => id === 'reason')?.message}
          />
        </Card>
        {end && <ChangesCard heading={say('posts.changes.title')} lines={lines()} />}
        {end && open.length > 0 && <ChangesCard heading={say('posts.finish.title', { count: open.length })} lines={open} />}
        <SaveFailed failed={failed} />
        <Button type="submit" kind="warning" busy={busy}>
          {end ? say('posts.change.endOn', { day: day(end.until, asOf) }) : say('posts.change.end')}
        </Button>
      </form>
    </>
  )
}
