import { type Signature, type UnsetSignature } from '../../domain/records/record.ts'
import { allSignatures } from '../../queries/signing.ts'
import { Card } from '../../ui/card.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { type Words } from '../../words/words.ts'
import { Link } from '../../ui/link.tsx'
import { hrefOf } from '../addresses.ts'
import { personIn, type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

const isUnset = (signature: Signature): signature is UnsetSignature => 'because' in signature

/** One moment of the record's life; `order` sorts days and times together. */
export type Moment = TimelineItem & { readonly order: string }

const signed = (view: SignedView, signature: Signature, words: Words): Moment => {
  const { say } = words
  const { act, at, by, sign } = signature
  const name = personIn(view, by).name
  const body = [isUnset(signature) ? say(`sign.unset.${signature.because}`) : '', sign.comment ?? ''].filter((part) => part !== '')
  return {
    id: act,
    order: at,
    title: say(`sign.history.${sign.answer}`, { name }),
    when: words.dayAndTime(at),
    dateTime: at,
    ...(body.length > 0 ? { body: body.join(' ') } : {}),
  }
}

const momentsOf = (view: SignedView, words: Words): readonly Moment[] => {
  const { say } = words
  const { shared, acknowledged, addenda, responses, referrals, voided } = view.state
  const name = view.supervisor.name
  const moments = allSignatures(view.state).map((signature) => signed(view, signature, words))
  if (shared) {
    const title = say('records.history.shared', { name: view.supervisee.knownAs })
    moments.push({ id: shared.act, order: `${shared.on}T00:01`, title, when: words.longDay(shared.on), dateTime: shared.on, by: say('records.history.by', { name }) })
  }
  for (const { act, at, by, name: typed } of acknowledged) {
    const who = say('records.history.by', { name: personIn(view, by).name })
    moments.push({ id: act, order: at, title: say('sign.history.acknowledged', { name: typed }), when: words.dayAndTime(at), dateTime: at, by: who })
  }
  for (const { act, at, by } of addenda) {
    const who = say('records.history.by', { name: personIn(view, by).name })
    moments.push({ id: act, order: at, title: say('records.history.addendum'), when: words.dayAndTime(at), dateTime: at, by: who })
  }
  for (const { act, at, by, ask, answer } of responses) {
    const who = say('records.history.by', { name: personIn(view, by).name })
    moments.push({ id: act, order: at, title: say(`responses.history.respond.${ask}`), when: words.dayAndTime(at), dateTime: at, by: who })
    if (!answer) continue
    const from = say('records.history.by', { name: personIn(view, answer.by).name })
    moments.push({ id: answer.act, order: answer.at, title: say('responses.history.answer'), when: words.dayAndTime(answer.at), dateTime: answer.at, by: from })
  }
  for (const { act, at, by, name: to, resolved } of referrals) {
    const who = say('records.history.by', { name: personIn(view, by).name })
    moments.push({ id: act, order: at, title: say('responses.history.refer', { name: to }), when: words.dayAndTime(at), dateTime: at, by: who })
    if (resolved) moments.push({ id: resolved.act, order: resolved.at, title: say('responses.history.resolve'), when: words.dayAndTime(resolved.at), dateTime: resolved.at })
  }
  if (voided) {
    const who = say('records.history.by', { name: personIn(view, voided.by).name })
    moments.push({ id: voided.act, order: voided.at, title: say('records.history.void'), when: words.dayAndTime(voided.at), dateTime: voided.at, by: who })
  }
  return moments
}

const NO_MOMENTS: readonly Moment[] = []

export interface RecordTimelineProps {
  view: SignedView
  /** What only this kind of record knows: held, observed, reviewed. */
  moments?: readonly Moment[]
}

/** Who did what when, newest first: signatures that no longer count are kept and say why (WAL-7b). */
export const RecordTimeline = ({ view, moments = NO_MOMENTS }: RecordTimelineProps) => {
  const words = useRecordWords()
  const items = [...momentsOf(view, words), ...moments].sort((a, b) => (a.order < b.order ? 1 : -1))
  if (items.length === 0) return null
  return (
    <Card heading={words.say('records.history.title')}>
      <Timeline items={items} label={words.say('records.history.title')} />
      <p className="govuk-body cs-no-print">
        <Link href={hrefOf('versions', { recordId: view.state.id })}>{words.say('records.history.versions')}</Link>
      </p>
    </Card>
  )
}
