/** Copies of records that a device had from before the service was restored (T2): shown as that, and never as the record. */
import { londonDay } from '../../domain/dates.ts'
import { type RecordId } from '../../domain/ids.ts'
import { type Json, partOf } from '../../domain/json.ts'
import { type Field } from '../../domain/policy/form.ts'
import { type RecoveredBody } from '../../domain/projections.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { answerInWords, inLanguage } from '../../words/answers.ts'
import { recovered } from '../../words/en/recovered.ts'
import { addArea, type Words } from '../../words/words.ts'

addArea('recovered', { en: recovered })

const NAMES: Readonly<Record<string, 'session' | 'agreement' | 'observation' | 'shift' | 'post' | 'file'>> = {
  session: 'session', 'session-facts': 'session', agreement: 'agreement', 'agreement-facts': 'agreement', observation: 'observation',
  'observation-facts': 'observation', shift: 'shift', post: 'post', file: 'file',
}

/** "Session with Sam Oyelaran, 10 June": as far as the copy says. */
const titleOf = ({ copy }: RecoveredBody, snapshot: Snapshot, { say, longDay }: Words): string => {
  const said = partOf(copy, 'kind')
  const kind = (typeof said === 'string' ? NAMES[said] : undefined) ?? 'other'
  const named = partOf(copy, 'supervisee') ?? partOf(copy, 'person')
  const name = [...snapshot.people.values()].find(({ id }) => id === named)?.name ?? '—'
  const on = partOf(partOf(copy, 'held'), 'on') ?? partOf(copy, 'heldOn') ?? partOf(copy, 'plannedFor') ?? partOf(copy, 'drawnUpOn')
  const what = say(`recovered.kind.${kind}`, { name })
  return typeof on === 'string' ? say('recovered.on', { what, day: longDay(on as Parameters<Words['longDay']>[0]) }) : what
}

/** What somebody wrote, wherever in a value it stands. */
const textsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (['note', 'text', 'comment', 'what', 'value'].includes(key) || Array.isArray(value) ? textsIn(each) : []))
}

interface Said {
  readonly label: string | null
  readonly text: string
}

const fieldsOf = (snapshot: Snapshot, copy: Json): ReadonlyMap<string, Field> => {
  const pins = partOf(copy, 'pins')
  const pack = snapshot.allPacks().find(({ pack: { id, version } }) => id === partOf(pins, 'pack') && version === partOf(pins, 'packVersion'))?.pack
  const form = pack?.forms.find(({ id }) => id === partOf(pins, 'form'))
  return new Map(form?.sections.flatMap(({ fields }) => fields).map((field) => [field.key, field]))
}

/** All the words of a copy: each field under its name, versions that compete too, and what was added. */
const wordsOf = (snapshot: Snapshot, copy: Json, words: Words): readonly Said[] => {
  const named = fieldsOf(snapshot, copy)
  const version = (name: string, value: Json | undefined): readonly Said[] => {
    const field = named.get(name)
    const answer = field && value !== undefined && value !== null ? answerInWords(field, value, words) : null
    const label = field ? inLanguage(field.short ?? field.label, words.lang) : null
    return (answer === null ? textsIn(value) : [answer]).filter((text) => text.trim() !== '').map((text) => ({ label, text }))
  }
  const fields = Object.entries(partOf(copy, 'fields') ?? {}).flatMap(([name, each]) => version(name, partOf(each as Json, 'value')))
  const competing = Object.entries(partOf(copy, 'competing') ?? {}).flatMap(([name, each]) =>
    (Array.isArray(each) ? (each as readonly Json[]) : []).flatMap((one) => version(name, partOf(one, 'value'))),
  )
  const more = ['responses', 'addenda'].flatMap((key) => textsIn(partOf(copy, key)).map((text): Said => ({ label: null, text })))
  return [...fields, ...competing, ...more]
}

const Copy = ({ it, snapshot }: { it: RecoveredBody; snapshot: Snapshot }) => {
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const said = wordsOf(snapshot, it.copy, words)
  const name = snapshot.people.get(it.by)?.name ?? '—'
  return (
    <>
      <p className="govuk-body">{say('recovered.from', { name, day: day(londonDay(it.at), device.asOf()) })}</p>
      {said.length === 0 ? (
        <p className="govuk-body">{say('recovered.noWords')}</p>
      ) : (
        <Details summary={say('recovered.read')}>
          <SummaryList long rows={said.map(({ label, text }, n) => ({ id: String(n), key: label ?? say('recovered.more'), value: text }))} />
        </Details>
      )}
    </>
  )
}

/** Of each record the copy that says most of it. */
const copiesIn = (snapshot: Snapshot): readonly RecoveredBody[] => {
  const by = new Map<RecordId, RecoveredBody>()
  for (const each of snapshot.recovered) {
    const before = by.get(each.record)
    if (!before || (partOf(before.copy, 'fields') === undefined && partOf(each.copy, 'fields') !== undefined)) by.set(each.record, each)
  }
  return [...by.values()]
}

/** On the page of a record that is there, and was further on once. */
export const RecoveredCopy = ({ record }: { record: RecordId }) => {
  const { data: snapshot } = useSnapshot()
  const { say } = useWords()
  const it = snapshot && copiesIn(snapshot).find((each) => each.record === record)
  if (!it) return null
  return (
    <Inset>
      <p className="govuk-body">{say('recovered.further')}</p>
      <Copy it={it} snapshot={snapshot} />
    </Inset>
  )
}

/** All whose record is not on this device. */
export const RecoveredCopies = ({ snapshot }: { snapshot: Snapshot }) => {
  const words = useWords()
  const { say } = words
  const { agreements, sessions, observations } = snapshot
  const alone = copiesIn(snapshot).filter(({ record }) => !sessions.has(record) && !agreements.has(record) && !observations.has(record))
  if (alone.length === 0) return null
  return (
    <Card heading={say('recovered.title')}>
      <p className="govuk-body">{say('recovered.text')}</p>
      {alone.map((it) => (
        <div key={it.record}>
          <h3 className="govuk-heading-s">{titleOf(it, snapshot, words)}</h3>
          <Copy it={it} snapshot={snapshot} />
        </div>
      ))}
    </Card>
  )
}
