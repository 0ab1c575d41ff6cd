/** Account: who is signed in, this device, locking, signing out, installing. */
import { holidaysRunOut } from '../../domain/policy/holidays.ts'
import { policyNotices } from '../../domain/policy-notices.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot, useSync } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { HomeScreenCard } from './home-screen-card.tsx'
import { useInstallation } from './installation.ts'
import { KeepCard } from './keep-card.tsx'
import { useLock } from './use-lock.ts'
import { SignOut } from './sign-out.tsx'

const You = ({ snapshot }: { snapshot: Snapshot | undefined }) => {
  const { me } = useDevice()
  const { say, list } = useWords()
  const posts = [...(snapshot?.posts.values() ?? [])].filter(({ person }) => person === me.person)
  const manages = [...(snapshot?.settings.values() ?? [])].filter(({ managers }) => managers.includes(me.person))
  const postIn = ({ title, setting }: (typeof posts)[number]): string => {
    const place = snapshot?.settings.get(setting)?.name
    return place ? `${title}, ${place}` : title
  }
  return (
    <Card heading={say('account.me.title')}>
      <SummaryList
        rows={[
          { key: say('account.me.name'), value: me.name },
          { key: say('account.me.knownAs'), value: me.knownAs },
          ...(posts.length > 0 ? [{ key: say('account.me.posts'), value: posts.map(postIn).join('\n') }] : []),
          ...(manages.length > 0 ? [{ key: say('account.me.manages'), value: list(manages.map(({ name }) => name)) }] : []),
          ...(me.administrator ? [{ key: say('account.me.administrator'), value: say('common.yes') }] : []),
        ]}
      />
    </Card>
  )
}

/** For those who own a policy, or work by it: how much there is to look at, and the way there. */
const Policy = ({ snapshot }: { snapshot: Snapshot | undefined }) => {
  const device = useDevice()
  const { say } = useWords()
  const { person, administrator } = device.me
  const settings = [...(snapshot?.settings.values() ?? [])].filter(({ managers }) => administrator || managers.includes(person))
  if (!snapshot || (settings.length === 0 && !administrator)) return null
  const asOf = device.asOf()
  const count = policyNotices(settings, snapshot.packs, asOf).length + (holidaysRunOut(asOf) ? 1 : 0)
  return (
    <Card heading={say('account.policy.title')}>
      <p className="govuk-body">{count > 0 ? say('account.policy.look', { count }) : say('account.policy.text')}</p>
      <LinkButton kind="secondary" href={hrefOf('policies')}>
        {say('account.policy.open')}
      </LinkButton>
    </Card>
  )
}

export const AccountPage = () => {
  const { lock, unsaved } = useLock()
  const { unsent } = useSync()
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  const installation = useInstallation()
  return (
    <Page title={say('account.title')}>
      <You snapshot={snapshot} />
      <Card heading={say('account.device.title')}>
        <SummaryList
          rows={[{ key: say('account.device.unsent'), value: say('account.device.unsentCount', { count: unsent }) }]}
        />
        <p className="govuk-body">{say('account.device.lockText')}</p>
        {unsaved && <Inset tone="red">{say('account.device.unsavedText')}</Inset>}
        <Button icon="lock" onClick={lock}>
          {say('account.device.lock')}
        </Button>
      </Card>
      <Policy snapshot={snapshot} />
      <Card heading={say('account.security.title')}>
        <p className="govuk-body">{say('account.security.text')}</p>
        <LinkButton kind="secondary" href={hrefOf('security')}>
          {say('account.security.open')}
        </LinkButton>
      </Card>
      <Card heading={say('account.calendar.title')}>
        <p className="govuk-body">{say('account.calendar.text')}</p>
        <LinkButton kind="secondary" href={hrefOf('calendar')}>
          {say('account.calendar.open')}
        </LinkButton>
      </Card>
      {installation && <HomeScreenCard installation={installation} />}
      {installation && <KeepCard installation={installation} />}
      <SignOut />
    </Page>
  )
}
