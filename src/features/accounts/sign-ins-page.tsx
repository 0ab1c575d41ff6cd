/** Where one is signed in, and ending that (A1). */
import { londonDay } from '../../domain/dates.ts'
import { endSignIn, type SignInLine, type SignInsAnswer, useSignIns } from '../../queries/accounts.ts'
import { type Asked } from '../../queries/online.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { accounts } from '../../words/en/accounts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { nameOf, seenInWords } from './account-words.ts'
import { Outcome } from './outcome.tsx'
import { SureButton } from './sure-button.tsx'
import { useDoing } from '../shared/use-doing.ts'

addArea('accounts', { en: accounts })

interface LineProps {
  line: SignInLine
  busy: boolean
  onEnd: () => void
}

const Line = ({ line, busy, onEnd }: LineProps) => {
  const device = useDevice()
  const words = useWords()
  const { say, dayAndTime, ago } = words
  const now = device.now()
  const place = seenInWords(line.seenOn, words)
  return (
    <Row
      title={place}
      meta={
        <>
          <span className="cs-row__meta">
            {say('accounts.signIns.since', { when: dayAndTime(line.since, londonDay(now)), ago: ago(line.lastSeen, now) })}
          </span>
          <span className="cs-row__meta">{say(`accounts.method.${line.method}`)}</span>
        </>
      }
      end={line.here && <Tag tone="green">{say('accounts.signIns.here')}</Tag>}
      action={
        !line.here && (
          <Button kind="secondary" busy={busy} aria-label={say('accounts.signIns.endOf', { place })} onClick={onEnd}>
            {say('accounts.signIns.end')}
          </Button>
        )
      }
    />
  )
}

/** Since when the password is what it is, so that somebody notices a link that was not for them. */
const PasswordCard = ({ password }: Pick<SignInsAnswer, 'password'>) => {
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const { data: snapshot } = useSnapshot()
  const since = day(londonDay(password.since), device.asOf())
  return (
    <Card heading={say('accounts.signIns.password')}>
      <p className="govuk-body">
        {password.linkBy === null || !snapshot
          ? say('accounts.signIns.passwordSince', { day: since })
          : say('accounts.signIns.passwordLink', { day: since, name: nameOf(password.linkBy, { snapshot }, words) })}
      </p>
      <p className="govuk-body">{say('accounts.signIns.notYou')}</p>
    </Card>
  )
}

const Lines = ({ answer, asked }: { answer: SignInsAnswer; asked: Asked<SignInsAnswer> }) => {
  const device = useDevice()
  const { say } = useWords()
  const one = useDoing()
  const others = useDoing()
  const end = (doing: typeof one, id: string | null): void => {
    doing
      .run(async () => {
        await endSignIn(device, id)
        await asked.again()
      })
      .catch(() => undefined)
  }
  return (
    <>
      <RowList label={say('accounts.signIns.list')}>
        {answer.signIns.map((line) => (
          <Line key={line.id} line={line} busy={one.busy} onEnd={() => end(one, line.id)} />
        ))}
      </RowList>
      <Outcome outcome={one.outcome} done={say('accounts.signIns.ended')} />
      {answer.signIns.length > 1 && (
        <SureButton
          kind="warning"
          busy={others.busy}
          question={say('accounts.signIns.othersTitle')}
          text={say('accounts.signIns.othersText')}
          onYes={() => end(others, null)}
        >
          {say('accounts.signIns.others')}
        </SureButton>
      )}
      <Outcome outcome={others.outcome} done={say('accounts.signIns.othersDone')} />
      <PasswordCard password={answer.password} />
    </>
  )
}

export const SignInsPage = () => {
  const { say } = useWords()
  const asked = useSignIns()
  return (
    <Page title={say('accounts.signIns.title')} back={{ href: hrefOf('account'), label: say('account.title') }}>
      <p className="govuk-body">{say('accounts.signIns.text')}</p>
      <Answered asked={asked}>{(answer) => <Lines answer={answer} asked={asked} />}</Answered>
    </Page>
  )
}
