import { useState } from 'react'
import { type PersonId, type RecordId } from '../../domain/ids.ts'
import { type ReferralBody } from '../../domain/projections.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { hrefOf } from '../addresses.ts'
import { OneReferral } from '../shared/one-referral.tsx'
import { personNamed } from '../shared/record-view.ts'
import { ResolveForm } from '../shared/resolve-form.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'

const Referred = ({ body, snapshot }: { body: ReferralBody; snapshot: Snapshot }) => {
  const { say } = useRecordWords()
  const device = useDevice()
  const [resolvedHere, setResolvedHere] = useState(false)
  const nameOf = (person: PersonId): string => personNamed(snapshot, person).name
  const names = { one: nameOf(body.supervisee), two: nameOf(body.supervisor) }
  const place = snapshot.settings.get(body.setting)?.name
  return (
    <Page title={say('responses.page.title')} heading={say('responses.page.between', names)} caption={place} back={{ href: hrefOf('today'), label: say('app.nav.today') }}>
      <div className="govuk-body cs-record">
        {resolvedHere && (
          <>
            <Panel title={say('responses.page.done')} takeFocus>
              <p>{say('responses.page.doneText', names)}</p>
            </Panel>
            <div className="cs-buttons">
              <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
            </div>
          </>
        )}
        <p>
          {say(`responses.page.${body.record}`)} {!resolvedHere && say('responses.page.notShown')}
        </p>
        <Card heading={say('responses.page.about')}>
          {body.referrals
            .filter(({ to }) => to === device.me.person)
            .map((referral) => (
              <OneReferral key={referral.act} referral={referral} nameOf={nameOf}>
                <ResolveForm
                  record={{ id: body.id, kind: body.record }}
                  referral={referral}
                  hint={say('responses.resolve.hint')}
                  onResolved={() => setResolvedHere(true)}
                />
              </OneReferral>
            ))}
        </Card>
      </div>
    </Page>
  )
}

export interface ReferralPageProps {
  recordId: RecordId
}

/** A disagreement as the senior manager sees it to whom it was referred: what they are asked, not the record (SEF-8.4). */
export const ReferralPage = ({ recordId }: ReferralPageProps) => {
  const { say } = useRecordWords()
  const { data: snapshot } = useSnapshot()
  if (!snapshot) return <Loading />
  const body = snapshot.referrals.get(recordId)
  if (body) return <Referred key={recordId} body={body} snapshot={snapshot} />
  return (
    <Page title={say('responses.page.title')}>
      <EmptyState
        icon="search"
        title={say('responses.page.none')}
        text={say('responses.page.noneText')}
        actions={<LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>}
      />
    </Page>
  )
}
