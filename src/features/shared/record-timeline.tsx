import { type Signature, type UnsetSignature } from '../../domain/records/record.ts'
import { allSignatures } from '../../queries/signing.ts'
import { Card } from '../../ui/card.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { personIn, type SessionView } from './session-view.ts'

const isUnset = (signature: Signature): signature is UnsetSignature => 'because' in signature

/** One moment of the record's life; `order` sorts days and times together. */
type Moment = TimelineItem & { readonly order: string }

const signed = (view: SessionView, signature: Signature, words: Words): Moment => {
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

const momentsOf = (view: SessionView, words: Words): readonly Moment[] => {
  const { say } = words
  const { held, shared, addenda, voided } = view.state
  const name = view.supervisor.name
  const moments = allSignatures(view.state).map((signature) => signed(view, signature, words))
  if (held) moments.push({ id: held.act, order: held.on, title: say('sessions.history.held'), when: words.longDay(held.on), dateTime: held.on })
  if (shared) {
    const title = say('sessions.history.shared', { name: view.supervisee.knownAs })
    moments.push({ id: shared.act, order: `${shared.on}T00:01`, title, when: words.longDay(shared.on), dateTime: shared.on, by: say('sessions.history.by', { name }) })
  }
  for (const { act, at, by } of addenda) {
    const who = say('sessions.history.by', { name: personIn(view, by).name })
    moments.push({ id: act, order: at, title: say('sessions.history.addendum'), when: words.dayAndTime(at), dateTime: at, by: who })
  }
  if (voided) {
    const who = say('sessions.history.by', { name: personIn(view, voided.by).name })
    moments.push({ id: voided.act, order: voided.at, title: say('sessions.history.void'), when: words.dayAndTime(voided.at), dateTime: voided.at, by: who })
  }
  return moments.sort((a, b) => (a.order < b.order ? 1 : -1))
}

/** Who did what when, newest first: signatures that no longer count are kept and say why. */
export const RecordTimeline = ({ view }: { view: SessionView }) => {
  const words = useWords()
  const items = momentsOf(view, words)
  if (items.length === 0) return null
  return (
    <Card heading={words.say('sessions.history')}>
      <Timeline items={items} label={words.say('sessions.history')} />
    </Card>
  )
}
