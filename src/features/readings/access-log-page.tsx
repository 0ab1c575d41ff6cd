/** Who has looked at somebody's records, when, as what, which parts and why (W2). */
import { type PersonId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type LogEntry, useAccessLog } from '../../queries/readings.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { inLanguage } from '../../words/answers.ts'
import { type MessageId, type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { asInWords, firstNameIn, nameIn, useReadingWords } from './reading-words.ts'

type Doing = MessageId & `readings.log.${string}`

const KNOWN: Readonly<Record<string, Doing>> = {
  read: 'readings.log.read',
  'file-received': 'readings.log.file-received',
  'log-read': 'readings.log.log-read',
  'inspection-made': 'readings.log.inspection-made',
  'inspection-opened': 'readings.log.inspection-opened',
  'copy-opened': 'readings.log.copy-opened',
  'sign-link-made': 'readings.log.sign-link-made',
  'sign-link-opened': 'readings.log.sign-link-opened',
}

const doingOf = ({ what, brokeGlass }: LogEntry): Doing => (brokeGlass ? 'readings.log.glass' : (KNOWN[what] ?? 'readings.log.other'))

interface EntryProps {
  entry: LogEntry
  people: Snapshot['people'] | undefined
  own: boolean
}

/** Why, for what, which parts; and, told late, why that. */
const Said = ({ entry, people, own }: EntryProps) => {
  const words = useReadingWords()
  const { say, list, longDay } = words
  const { purpose, reason, sections, delayed } = entry
  return (
    <>
      {entry.by && entry.name && <p className="govuk-body">{say('readings.log.for', { name: entry.name })}</p>}
      {purpose && <p className="govuk-body">{say('readings.log.purpose', { says: inLanguage(purpose.says, words.lang), rule: purpose.rule })}</p>}
      {reason !== null && (
        <p className="govuk-body" dir="auto">
          {say('readings.log.why', { reason })}
        </p>
      )}
      {sections.length > 0 && <p className="govuk-body">{say('readings.log.sections', { sections: list(sections) })}</p>}
      {delayed && (
        <Inset>
          {say(own ? 'readings.log.delayed' : 'readings.log.delayedOf', {
            by: nameIn(people, delayed.by), agreed: nameIn(people, delayed.agreedBy), day: longDay(delayed.until), why: delayed.why,
          })}
        </Inset>
      )}
    </>
  )
}

const itemOf = (props: EntryProps, index: number, words: Words): TimelineItem => {
  const { entry, people } = props
  const name = entry.by ? nameIn(people, entry.by) : (entry.name ?? '—')
  return {
    id: `${entry.at} ${index}`,
    title: words.say(doingOf(entry)),
    when: words.dayAndTime(entry.at),
    dateTime: entry.at,
    by: entry.as === null ? name : words.say('readings.log.by', { name, as: asInWords(entry.as, words) }),
    body: <Said {...props} />,
  }
}

export interface AccessLogPageProps {
  /** Null for one's own. */
  person: PersonId | null
}

export const AccessLogPage = ({ person }: AccessLogPageProps) => {
  const words = useReadingWords()
  const { say } = words
  const { me } = useDevice()
  const { data: snapshot } = useSnapshot()
  const asked = useAccessLog(person)
  const own = person === null || person === me.person
  const name = person === null ? '' : firstNameIn(snapshot?.people, person)
  return (
    <Page
      title={say('readings.log.title')}
      heading={own ? say('readings.log.title') : say('readings.log.of', { name })}
      back={own ? { href: hrefOf('account'), label: say('app.nav.account') } : { href: hrefOf('oversight'), label: say('readings.oversee.title') }}
    >
      <p className="govuk-body">{say(own ? 'readings.log.text' : 'readings.log.textOf')}</p>
      <Answered asked={asked}>
        {({ entries }) =>
          entries.length === 0 ? (
            <EmptyState title={say(own ? 'readings.log.none' : 'readings.log.noneOf')} />
          ) : (
            <Timeline
              level={2}
              label={say('readings.log.title')}
              items={entries.map((entry, index) => itemOf({ entry, people: snapshot?.people, own }, index, words))}
            />
          )
        }
      </Answered>
    </Page>
  )
}
