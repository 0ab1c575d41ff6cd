import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type RecordId } from '../../domain/ids.ts'
import { type QuarantinedAct } from '../../queries/device.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Link } from '../../ui/link.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { download } from '../shared/download.ts'
import { becauseOf, exportOf, keptText, neverTaken, titleOf, wordsIn } from './quarantine.ts'

export interface ProblemCardProps {
  act: QuarantinedAct
  /** Whom the record is about. */
  name: string
  /** The page of the locked record that what was written can be added to instead. */
  addition: string | null
  /** Where the record is, to do it again there. */
  record: string | undefined
  /** The page of the signed agreement it was for, which takes no addition. */
  agreement: string | null
  asOf: PlainDate
  onRewrite: (record: RecordId, text: string, href: string) => void
  onWithdraw: (act: QuarantinedAct) => Promise<void>
}

/** Something the service could not use: what it is, why, its words whole, and what can be done. */
export const ProblemCard = ({ act, name, addition, record, agreement, asOf, onRewrite, onWithdraw }: ProblemCardProps) => {
  const words = useWords()
  const { say, dayAndTime } = words
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState('')
  const texts = wordsIn(act.body)
  const withdraw = async () => {
    setAsking(false)
    try {
      await onWithdraw(act)
    } catch {
      setAnswer(say('sync.problem.withdrawFailed'))
    }
  }
  return (
    <Card heading={titleOf(act, name, words)} level={3}>
      <Dialog
        open={asking}
        heading={say('sync.problem.withdrawTitle')}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="warning" onClick={withdraw}>
              {say('sync.problem.withdrawYes')}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        <p className="govuk-body">{say(act.code === 'erased' ? 'sync.problem.letGoText' : 'sync.problem.withdrawText')}</p>
      </Dialog>
      <p className="govuk-body-s">{say('sync.problem.written', { when: dayAndTime(act.at, asOf) })}</p>
      <p className="govuk-body">{`${becauseOf(act, words)} ${keptText(act, words)}`}</p>
      <h4 className="govuk-heading-s">{say('sync.problem.read')}</h4>
      {texts.length === 0 && <p className="govuk-body">{say('sync.problem.noText')}</p>}
      {texts.map((text, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- texts of one act never change places
        <div key={index} className="govuk-inset-text cs-as-written">
          {text}
        </div>
      ))}
      {agreement && (
        <p className="govuk-body">
          {say('sync.problem.amend')} <Link href={agreement}>{say('sync.problem.toAgreement')}</Link>
        </p>
      )}
      {record !== undefined && !agreement && (
        <p className="govuk-body">
          <Link href={record}>{say('sync.problem.open')}</Link>
        </p>
      )}
      <ButtonGroup>
        {addition && texts.length > 0 && (
          <Button onClick={() => onRewrite(act.recordId, texts.join('\n\n'), addition)}>{say('sync.problem.rewrite')}</Button>
        )}
        <Button
          kind="secondary"
          onClick={() => {
            const { file, json } = exportOf(act)
            download({ file, text: json, type: 'application/json' })
            setAnswer(say('sync.problem.exported'))
          }}
        >
          {say('sync.problem.export')}
        </Button>
        {!neverTaken(act) && (
          <Button kind="secondary" onClick={() => setAsking(true)}>
            {say('sync.problem.withdraw')}
          </Button>
        )}
      </ButtonGroup>
      <output className="cs-answer">{answer}</output>
    </Card>
  )
}
