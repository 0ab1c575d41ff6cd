import { useState } from 'react'
import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type LeaversFile } from '../../queries/keeping.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { AgreeDialog } from './agree-dialog.tsx'

export interface ProposalProps {
  file: LeaversFile
  proposal: NonNullable<LeaversFile['proposal']>
  asOf: PlainDate
  busy: boolean
  /** Resolves once it is decided, or not. */
  onDecide: (how: 'agree' | 'refuse', says: string) => Promise<unknown>
}

/** What one person proposed, for another to decide (W4). */
export const Proposal = ({ file, proposal, asOf, busy, onDecide }: ProposalProps) => {
  const { say, day } = useWords()
  const { me } = useDevice()
  const [asking, setAsking] = useState(false)
  const { what, keepUntil, withPerson, by, byName, at, reason } = proposal
  const about = { by: byName, day: day(londonDay(at), asOf) }
  const until = keepUntil ? day(keepUntil, asOf) : ''
  const mine = by === me.person
  const agree = async () => {
    if (what === 'erase') setAsking(true)
    else await onDecide('agree', say('keeping.open.kept', { day: until }))
  }
  const yes = async () => {
    await onDecide('agree', say('keeping.agree.done'))
    setAsking(false)
  }
  const of = <span className="govuk-visually-hidden">{say('keeping.open.of', { name: file.name })}</span>
  return (
    <>
      <Inset>
        <p className="govuk-body">
          {what === 'erase' ? say('keeping.open.erase', about) : say('keeping.open.keep', { ...about, until })}{' '}
          {withPerson && say('keeping.open.withPerson')}
        </p>
        <p className="govuk-body cs-as-written">{reason}</p>
        {mine && <p className="govuk-body">{say('keeping.open.yours')}</p>}
      </Inset>
      <AgreeDialog open={asking} file={file} withPerson={withPerson} busy={busy} onYes={yes} onNo={() => setAsking(false)} />
      <ButtonGroup>
        {!mine && me.person !== file.person && !file.held && (
          <Button busy={busy} onClick={agree}>
            {say('keeping.open.agree')} {of}
          </Button>
        )}
        {me.person !== file.person && (
          <Button kind="secondary" busy={busy} onClick={() => onDecide('refuse', say('keeping.open.refused'))}>
            {mine ? say('keeping.open.takeBack') : say('keeping.open.refuse')} {of}
          </Button>
        )}
      </ButtonGroup>
    </>
  )
}
