/** Saving and sending: where everything is, what waits, what the service could not use and what to do about it (SSWB-4.11). */
import { useState } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { type QuarantinedAct, type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot, useSync } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { sync } from '../../words/en/sync.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { RecoveredCopies } from '../shared/recovered-copy.tsx'
import { answerText } from './answer-text.ts'
import { competingIn } from './competing.ts'
import { OthersHeldBack } from './others-held-back.tsx'
import { ProblemCard } from './problem-card.tsx'
import { aboutWhom, additionHref, recordName, signedAgreementHref } from './record-name.ts'
import { useInstallation } from '../shared/installation.ts'
import { KeepCard } from '../shared/keep-card.tsx'
import { stateText, verifiedText } from './sync-text.ts'
import { UnsentFileCard } from './unsent-file-card.tsx'

addArea('sync', { en: sync })

const Now = () => {
  const device = useDevice()
  const sync = useSync()
  const words = useWords()
  const { say, ago } = words
  const [answer, setAnswer] = useState('')
  const [busy, setBusy] = useState(false)
  const { text, tone } = stateText(sync, words)
  const send = async () => {
    setBusy(true)
    try {
      setAnswer(answerText(await device.sendNow(), words))
    } catch {
      setAnswer(say('app.sync.answer.failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card heading={say('sync.state.title')}>
      {tone === 'plain' ? <p className="govuk-body">{text}</p> : <Inset tone={tone}>{text}</Inset>}
      {sync.oldestUnsent && sync.unsent > 0 && (
        <p className="govuk-body">{say('sync.oldest', { ago: ago(sync.oldestUnsent, device.now()) })}</p>
      )}
      {(sync.unreadable ?? 0) > 0 && <p className="govuk-body">{say('sync.unreadable', { count: sync.unreadable ?? 0 })}</p>}
      <p className="govuk-body-s">{verifiedText(sync.lastVerified, device.asOf(), words)}</p>
      <Button kind={sync.unsent > 0 ? 'primary' : 'secondary'} busy={busy} onClick={send}>
        {say('sync.sendNow')}
      </Button>
      <output className="cs-answer">{answer}</output>
    </Card>
  )
}

const Waiting = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const words = useWords()
  const { say, dayAndTime } = words
  const asOf = device.asOf()
  const waiting = [...snapshot.syncOf].filter(([, { unsent }]) => unsent > 0)
  return (
    <Card heading={say('sync.waiting.title')}>
      {waiting.length === 0 ? (
        <p className="govuk-body">{say('sync.waiting.none')}</p>
      ) : (
        <RowList label={say('sync.waiting.title')}>
          {waiting.map(([id, { unsent, sentAt }]) => {
            const { name, href } = recordName(snapshot, id, device.me.person, asOf, words)
            return (
              <Row
                key={id}
                title={name}
                href={href}
                meta={
                  sentAt ? say('sync.waiting.sentBefore', { when: dayAndTime(sentAt, asOf) }) : say('sync.waiting.neverSent')
                }
                end={say('sync.waiting.count', { count: unsent })}
              />
            )
          })}
        </RowList>
      )}
    </Card>
  )
}

/** Records in which two versions wait for a choice (P6), so that nobody has to come across them. */
const ToChoose = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const records = competingIn(snapshot)
  if (records.length === 0) return null
  return (
    <Card heading={say('sync.choose.title')}>
      <p className="govuk-body">{say('sync.choose.text')}</p>
      <RowList label={say('sync.choose.title')}>
        {records.map(({ id, competing }) => (
          <Row
            key={id}
            title={recordName(snapshot, id, device.me.person, device.asOf(), words).name}
            href={hrefOf('versions', { recordId: id })}
            meta={say('sync.choose.count', { count: Object.keys(competing).length })}
          />
        ))}
      </RowList>
    </Card>
  )
}

export interface SyncPageProps {
  /** Opens the record at `href` with these words in its addendum; they travel in memory, never in the address or history (K2). */
  onRewrite: (record: RecordId, text: string, href: string) => void
}

const Problems = ({ snapshot, onRewrite }: SyncPageProps & { snapshot: Snapshot }) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const [said, setSaid] = useState('')
  const withdraw = async (act: QuarantinedAct) => {
    await device.withdraw(act.actId)
    setSaid(say('sync.problem.withdrawn'))
  }
  return (
    <>
      {snapshot.quarantined.length > 0 && <h2 className="govuk-heading-m">{say('sync.problems.title')}</h2>}
      <output className="cs-answer">{said}</output>
      {snapshot.quarantined.map((act) => (
        <ProblemCard
          key={act.actId}
          act={act}
          name={aboutWhom(snapshot, act.recordId, device.me.person)}
          addition={additionHref(snapshot, act.recordId)}
          record={recordName(snapshot, act.recordId, device.me.person, device.asOf(), words).href}
          agreement={signedAgreementHref(snapshot, act.recordId)}
          asOf={device.asOf()}
          onRewrite={onRewrite}
          onWithdraw={withdraw}
        />
      ))}
    </>
  )
}

export const SyncPage = ({ onRewrite }: SyncPageProps) => {
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const installation = useInstallation()
  return (
    <Page title={say('sync.title')}>
      <Now />
      {snapshot && (
        <>
          <Problems snapshot={snapshot} onRewrite={onRewrite} />
          <ToChoose snapshot={snapshot} />
          <Waiting snapshot={snapshot} />
          <RecoveredCopies snapshot={snapshot} />
          <OthersHeldBack snapshot={snapshot} />
        </>
      )}
      {!snapshot && error && (
        <EmptyState
          icon="failed"
          title={say('sync.failed')}
          actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>}
        />
      )}
      {!snapshot && !error && <Loading />}
      {installation && <KeepCard installation={installation} />}
      <UnsentFileCard />
    </Page>
  )
}
