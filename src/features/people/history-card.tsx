import { useState } from 'react'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Moment, MOMENT_KINDS, type MomentKind } from './history.ts'

const EVERYTHING = 'everything'
const CHOICES = [EVERYTHING, ...MOMENT_KINDS] as const

const NoteAndLink = ({ note, href, title }: Moment) => {
  const { say } = useWords()
  if (!note && !href) return null
  return (
    <>
      {note && <p className="govuk-body cs-as-written govuk-!-margin-bottom-1">{note}</p>}
      {href && (
        <Link className="govuk-link cs-no-print" href={href}>
          {say('people.history.open')} <span className="govuk-visually-hidden">{title}</span>
        </Link>
      )}
    </>
  )
}

/** Everything in the post's life, newest first, all of it or of one kind. */
export const HistoryCard = ({ moments }: { moments: readonly Moment[] }) => {
  const { say } = useWords()
  const [kind, setKind] = useState<MomentKind | typeof EVERYTHING>(EVERYTHING)
  const shown = kind === EVERYTHING ? moments : moments.filter((moment) => moment.kind === kind)
  return (
    <Card heading={say('people.history.title')}>
      <div className="cs-no-print">
        <Select
          label={say('people.history.filter')}
          options={CHOICES.map((value) => ({ value, label: say(`people.history.kind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(value === '' ? EVERYTHING : value)}
        />
      </div>
      <output className="govuk-visually-hidden">{say('people.history.count', { count: shown.length })}</output>
      {shown.length === 0 ? (
        <p className="govuk-body">{say('people.history.none')}</p>
      ) : (
        <Timeline
          label={say('people.history.title')}
          items={shown.map((moment) => ({ ...moment, body: moment.note || moment.href ? <NoteAndLink {...moment} /> : undefined }))}
        />
      )}
    </Card>
  )
}
