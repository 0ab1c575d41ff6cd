import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { ObservationTag } from './observation-bar.tsx'
import { type ObservationAbroad } from './observation-view.ts'

/** That an observation is planned or was made, for those who are neither of the two. */
export const Abroad = ({ abroad }: { abroad: ObservationAbroad }) => {
  const words = useWords()
  const { say } = words
  const { facts, supervisee, observer } = abroad
  const on = facts.observedOn ?? facts.plannedFor
  const day = words.longDay(on)
  return (
    <Page
      title={say('observations.title')}
      heading={say('observations.of', { name: supervisee.name })}
      back={{ href: hrefOf('person', { postId: facts.post }), label: supervisee.name }}
    >
      <p className="govuk-body">{say('observations.facts.text', { observer: observer.name, name: supervisee.knownAs })}</p>
      <Card heading={say('observations.title')}>
        <SummaryList
          rows={[
            {
              key: say('observations.facts.on'),
              value: facts.at && !facts.observedOn ? say('observations.dayAt', { day, at: facts.at }) : day,
            },
            { key: say('observations.facts.observer'), value: observer.name },
            { key: say('observations.facts.state'), value: <ObservationTag status={facts.status} /> },
          ]}
        />
      </Card>
    </Page>
  )
}
