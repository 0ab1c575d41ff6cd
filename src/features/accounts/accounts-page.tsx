/** Who can sign in: everybody for an administrator, the people of their homes for who manages some. */
import { useState } from 'react'
import { type AccountLine, useAccounts } from '../../queries/accounts.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { accounts } from '../../words/en/accounts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { type Around, dutyInWords, lastSignInOf, stateLines, tagOf } from './account-words.ts'

addArea('accounts', { en: accounts })

const Line = ({ line, around, you }: { line: AccountLine; around: Around; you: boolean }) => {
  const words = useWords()
  const { say } = words
  const tag = tagOf(line, around, words)
  const lines = [
    ...stateLines(line, around, words),
    lastSignInOf(line, around, words),
    line.account?.administrator ? say('accounts.administrator') : null,
    ...line.duties.map((duty) => dutyInWords(duty, around, words)),
  ].filter((text) => text !== null)
  return (
    <Row
      href={hrefOf('personAccount', { personId: line.person })}
      title={<bdi>{you ? say('accounts.you', { name: line.name }) : line.name}</bdi>}
      meta={lines.map((text) => (
        <span key={text} className="cs-row__meta">
          {text}
        </span>
      ))}
      end={<Tag tone={tag.tone}>{tag.text}</Tag>}
    />
  )
}

const Found = ({ find }: { find: string }) => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  const asked = useAccounts(find)
  if (!snapshot) return <Loading />
  const around = { snapshot, now: device.now() }
  return (
    <Answered asked={asked}>
      {(answer) => (
        <>
          <output className="cs-answer">{say('accounts.count', { count: answer.accounts.length })}</output>
          {answer.more && <Inset>{say('accounts.more')}</Inset>}
          <RowList label={say('accounts.title')}>
            {answer.accounts.map((line) => (
              <Line key={line.person} line={line} around={around} you={line.person === device.me.person} />
            ))}
          </RowList>
        </>
      )}
    </Answered>
  )
}

export const AccountsPage = () => {
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const [find, setFind] = useState('')
  return (
    <Page title={say('accounts.title')} back={{ href: hrefOf('account'), label: say('account.title') }}>
      <p className="govuk-body">{say('accounts.text')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setFind(typed.trim())
        }}
      >
        <TextField label={say('accounts.find')} type="search" width={20} autoComplete="off" value={typed} onChange={setTyped} />
        <Button type="submit" kind="secondary" icon="search">
          {say('accounts.findButton')}
        </Button>
      </form>
      <Found key={find} find={find} />
    </Page>
  )
}
