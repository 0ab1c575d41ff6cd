import { agreementStatusOf, signedOnOf } from '../../domain/records/status.ts'
import { type AgreementState } from '../../domain/records/record.ts'
import { Card } from '../../ui/card.tsx'
import { Link } from '../../ui/link.tsx'
import { Timeline, type TimelineItem } from '../../ui/timeline.tsx'
import { type Words } from '../../words/words.ts'
import { personIn } from '../shared/record-view.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { agreementHref } from './addresses.ts'
import { type AgreementView } from './agreement-view.ts'

type Moment = TimelineItem & { readonly order: string }

const versionAs = (view: AgreementView, version: AgreementState, place: number, { say, longDay }: Words): Moment => {
  const on = signedOnOf(version) ?? version.drawnUpOn
  const own = view.versions.findIndex(({ id }) => id === view.state.id)
  const which = place === own ? 'this' : place < own ? 'newer' : 'older'
  return {
    id: version.id,
    order: on,
    title: say(`agreements.versions.${which}`),
    when: longDay(on),
    dateTime: on,
    body: (
      <>
        {say(`agreements.status.${agreementStatusOf(version)}`)}{' '}
        {which !== 'this' && <Link href={agreementHref(version.id)}>{say('agreements.versions.open')}</Link>}
      </>
    ),
  }
}

/** The agreements of the post one after the other and what became of them, newest first. */
export const VersionsCard = ({ view }: { view: AgreementView }) => {
  const words = useRecordWords()
  const { say } = words
  const versions = view.versions.map((version, place) => versionAs(view, version, place, words))
  const reviews = view.versions.flatMap((version) =>
    version.reviews.map(
      ({ act, on, by, note }): Moment => ({
        id: act,
        order: on,
        title: say('agreements.versions.reviewed'),
        when: words.longDay(on),
        dateTime: on,
        by: say('agreements.versions.by', { name: personIn(view, by).name }),
        ...(note === '' ? {} : { body: note }),
      }),
    ),
  )
  // A review of the day on which an agreement was signed came after it; agreements of one day stand as they follow.
  const items = [...reviews, ...versions].sort((a, b) => (a.order < b.order ? 1 : a.order > b.order ? -1 : 0))
  if (items.length < 2) return null
  return (
    <Card heading={say('agreements.versions.title')}>
      <Timeline items={items} label={say('agreements.versions.title')} />
    </Card>
  )
}
