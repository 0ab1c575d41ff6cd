/** Account: who is signed in, this device, locking, signing out, installing. */
import { lazy, Suspense } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { lastDayOf } from '../../domain/leaving.ts'
import { holidaysRunOut } from '../../domain/policy/holidays.ts'
import { policyNotices } from '../../domain/policy-notices.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot, useSync } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { own } from '../../words/en/own.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { HomeScreenCard } from './home-screen-card.tsx'
import { useInstallation } from '../shared/installation.ts'
import { KeepCard } from '../shared/keep-card.tsx'
import { KeptNote } from '../shared/kept-note.tsx'
import { useLock } from '../shared/use-lock.ts'
import { SignOut } from './sign-out.tsx'

addArea('own', { en: own })

/** A chunk of its own: it asks the service as soon as it is there, after what Account has to show without. */
const KeepingCards = lazy(async () => ({ default: (await import('../shared/keeping-cards.tsx')).KeepingCards }))

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
    <Card heading={say('own.me.title')}>
      <SummaryList
        rows={[
          { key: say('own.me.name'), value: me.name },
          { key: say('own.me.knownAs'), value: me.knownAs },
          ...(posts.length > 0 ? [{ key: say('own.me.posts'), value: posts.map(postIn).join('\n') }] : []),
          ...(manages.length > 0 ? [{ key: say('own.me.manages'), value: list(manages.map(({ name }) => name)) }] : []),
          ...(me.administrator ? [{ key: say('own.me.administrator'), value: say('common.yes') }] : []),
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
    <Card heading={say('own.policy.title')}>
      <p className="govuk-body">{count > 0 ? say('own.policy.look', { count }) : say('own.policy.text')}</p>
      <LinkButton kind="secondary" href={hrefOf('policies')}>
        {say('own.policy.open')}
      </LinkButton>
    </Card>
  )
}

/** When one's account ends with one's last day (J14): said beforehand. An administrator's ends when somebody ends it. */
const Leaving = ({ snapshot }: { snapshot: Snapshot }) => {
  const { me, asOf } = useDevice()
  const { say, day } = useWords()
  const last = me.administrator ? null : lastDayOf(me.person, [...snapshot.posts.values()], [...snapshot.settings.values()])
  return last && <Inset tone="amber">{say('own.leaving', { day: day(last, asOf()) })}</Inset>
}

interface Way {
  href: string
  label: string
}

/** A card that leads to pages of their own. */
const Ways = ({ heading, text, ways }: { heading: string; text?: string; ways: readonly (Way | false)[] }) => (
  <Card heading={heading}>
    {text && <p className="govuk-body">{text}</p>}
    <ButtonGroup>
      {ways.map(
        (way) =>
          way && (
            <LinkButton key={way.href} kind="secondary" href={way.href}>
              {way.label}
            </LinkButton>
          ),
      )}
    </ButtonGroup>
  </Card>
)

/** Who has looked at one's records, where one is signed in; for those who look after others, the way to that. */
const Access = ({ snapshot }: { snapshot: Snapshot | undefined }) => {
  const { me } = useDevice()
  const { say } = useWords()
  const lets = me.administrator || [...(snapshot?.settings.values() ?? [])].some(({ managers }) => managers.includes(me.person))
  const oversees = lets || me.duties.length > 0
  return (
    <>
      <Ways
        heading={say('own.access.title')}
        text={say('own.access.text')}
        ways={[
          { href: hrefOf('accessLog'), label: say('own.access.log') },
          oversees && { href: hrefOf('oversight'), label: say('own.access.oversee') },
        ]}
      />
      <Ways
        heading={say('own.signIns.title')}
        ways={[
          { href: hrefOf('signIns'), label: say('own.signIns.open') },
          lets && { href: hrefOf('accounts'), label: say('own.signIns.people') },
        ]}
      />
    </>
  )
}

/** This device: what waits on it, putting it down, handing it on, and with what it unlocks. */
const ThisDevice = () => {
  const { here, asOf } = useDevice()
  const { lock, changePerson, unsaved } = useLock()
  const { unsent } = useSync()
  const { say, day } = useWords()
  return (
    <Card heading={say('own.device.title')}>
      <SummaryList
        rows={[
          ...(here ? [{ key: say('own.device.whose'), value: say(`own.device.${here.kind}`, { day: day(londonDay(here.since), asOf()) }) }] : []),
          { key: say('own.device.unsent'), value: say('own.device.unsentCount', { count: unsent }) },
        ]}
      />
      <p className="govuk-body">{say(here ? 'own.device.lockWithPin' : 'own.device.lockText')}</p>
      {unsaved && <Inset tone="red">{say('account.device.unsavedText')}</Inset>}
      <ButtonGroup>
        <Button icon="lock" onClick={lock}>
          {say('own.device.lock')}
        </Button>
        {here && (
          <Button kind="secondary" onClick={changePerson}>
            {say('own.device.changePerson')}
          </Button>
        )}
      </ButtonGroup>
      <ButtonGroup>
        {here && (
          <LinkButton kind="secondary" href={hrefOf('thisDevice')}>
            {say('own.device.secrets')}
          </LinkButton>
        )}
        <LinkButton kind="secondary" href={hrefOf('devices')}>
          {say('own.device.devices')}
        </LinkButton>
      </ButtonGroup>
    </Card>
  )
}

export const OwnAccountPage = () => {
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  const installation = useInstallation()
  return (
    <Page title={say('account.title')}>
      {snapshot && <Leaving snapshot={snapshot} />}
      <You snapshot={snapshot} />
      <KeptNote />
      <ThisDevice />
      <Access snapshot={snapshot} />
      <Policy snapshot={snapshot} />
      <Card heading={say('own.security.title')}>
        <p className="govuk-body">{say('own.security.text')}</p>
        <LinkButton kind="secondary" href={hrefOf('security')}>
          {say('own.security.open')}
        </LinkButton>
      </Card>
      <Card heading={say('own.calendar.title')}>
        <p className="govuk-body">{say('own.calendar.text')}</p>
        <LinkButton kind="secondary" href={hrefOf('calendar')}>
          {say('own.calendar.open')}
        </LinkButton>
      </Card>
      <Suspense fallback={null}>
        <KeepingCards />
      </Suspense>
      {installation && <HomeScreenCard installation={installation} />}
      {installation && <KeepCard installation={installation} />}
      <SignOut />
    </Page>
  )
}
