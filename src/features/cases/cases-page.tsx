/** Case lists: the names that the guard looks for in notes, kept by who manages the setting (W6). */
import { listsKeptBy } from '../../queries/case-lists.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { guard } from '../../words/en/guard.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { CaseListCard } from './case-list-card.tsx'

addArea('guard', { en: guard })

/** What the list is for, and who else has it. */
const What = () => {
  const { say } = useWords()
  return (
    <Card heading={say('guard.list.whatFor')}>
      <p className="govuk-body">{say('guard.list.whatForText')}</p>
      <p className="govuk-body">{say('guard.list.whoHas')}</p>
      <p className="govuk-body">{say('guard.list.goes')}</p>
    </Card>
  )
}

export const CasesPage = () => {
  const { say } = useWords()
  const device = useDevice()
  const { data: snapshot, error, refetch } = useSnapshot()
  const kept = snapshot ? listsKeptBy(snapshot, device.me.person) : []
  return (
    <Page title={say('guard.list.title')} back={{ href: hrefOf('people'), label: say('app.nav.people') }}>
      {snapshot && kept.length > 0 && (
        <>
          <What />
          {kept.map((each) => (
            <CaseListCard key={each.setting.id} {...each} sync={each.list && snapshot.syncOf.get(each.list.id)} />
          ))}
        </>
      )}
      {snapshot && kept.length === 0 && (
        <EmptyState
          icon="people"
          title={say('guard.list.notYours')}
          text={say('guard.list.notYoursText')}
          actions={<LinkButton href={hrefOf('people')}>{say('app.nav.people')}</LinkButton>}
        />
      )}
      {!snapshot && error && (
        <EmptyState icon="failed" title={say('guard.list.failed')} actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>} />
      )}
      {!snapshot && !error && <Loading />}
    </Page>
  )
}
