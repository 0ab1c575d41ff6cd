/** One person's account: whether they have one, and what may be done to it by who reads this. */
import { useMemo } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { accountDoings, type AccountLine, useAccount } from '../../queries/accounts.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { accounts } from '../../words/en/accounts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { type AccountPart } from './account-part.ts'
import { type Around, placeName, stateLines, tagOf } from './account-words.ts'
import { AdministratorCard } from './administrator-card.tsx'
import { DutiesCard } from './duties-card.tsx'
import { LeavingCard } from './leaving-card.tsx'
import { LinkCard } from './link-card.tsx'
import { OpenCard } from './open-card.tsx'

addArea('accounts', { en: accounts })

const Known = ({ line, around }: { line: AccountLine; around: Around }) => {
  const words = useWords()
  const { say, ago } = words
  const { account, posts } = line
  const tag = tagOf(line, around, words)
  const placed = posts.map(({ title, setting }) => say('accounts.one.post', { title, place: placeName(setting, around, words) }))
  const state = (
    <>
      <Tag tone={tag.tone}>{tag.text}</Tag>
      {stateLines(line, around, words).map((text) => (
        <p key={text} className="govuk-body govuk-!-margin-top-1 govuk-!-margin-bottom-0">
          {text}
        </p>
      ))}
    </>
  )
  return (
    <SummaryList
      rows={[
        { key: say('accounts.one.state'), value: state },
        { key: say('accounts.one.posts'), value: placed.length > 0 ? placed.join('\n') : say('accounts.one.noPosts') },
        ...(account ? [{ key: say('accounts.one.username'), value: account.username }] : []),
        ...(account ? [{ key: say('accounts.one.lastSignIn'), value: account.lastSignIn ? ago(account.lastSignIn, around.now) : say('accounts.one.never') }] : []),
        ...(account?.administrator ? [{ key: say('accounts.one.administrator'), value: say('common.yes') }] : []),
      ]}
    />
  )
}

const Account = (props: AccountPart & { you: boolean }) => {
  const { you, ...part } = props
  const { say } = useWords()
  const { line, around } = part
  const may = (...acts: readonly AccountLine['may'][number][]): boolean => acts.some((act) => line.may.includes(act))
  return (
    <>
      {you && <Inset>{say('accounts.one.yourself')}</Inset>}
      {!you && line.may.length === 1 && <Inset>{say('accounts.one.above')}</Inset>}
      <Known line={line} around={around} />
      {may('invite') && <LinkCard {...part} />}
      {line.leaving && <LeavingCard key={line.leaving.openUntil} {...part} />}
      {may('give-duty', 'take-duty') && <DutiesCard {...part} />}
      {may('make-administrator', 'take-administrator') && <AdministratorCard {...part} />}
      {may('disable', 'enable') && <OpenCard {...part} />}
    </>
  )
}

export const PersonAccountPage = ({ personId }: { personId: PersonId }) => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  const asked = useAccount(personId)
  const doings = useMemo(() => accountDoings(device, personId), [device, personId])
  const name = snapshot?.people.get(personId)?.name
  return (
    <Page
      title={say('accounts.one.title')}
      heading={name && <bdi>{name}</bdi>}
      caption={name && say('accounts.one.title')}
      back={{ href: hrefOf('accounts'), label: say('accounts.title') }}
    >
      {snapshot ? (
        <Answered asked={asked}>
          {({ account }) => (
            <Account
              line={account}
              around={{ snapshot, now: device.now() }}
              doings={doings}
              again={asked.again}
              you={personId === device.me.person}
            />
          )}
        </Answered>
      ) : (
        <Loading />
      )}
    </Page>
  )
}
