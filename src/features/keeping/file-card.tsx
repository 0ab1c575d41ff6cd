import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type DisposalPropose, type KeepingMatter, type LeaversFile, type NotDone } from '../../queries/keeping.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { NotDoneNote } from './not-done.tsx'
import { Proposal } from './proposal.tsx'
import { ProposeForm } from './propose-form.tsx'

/** The dates of the file, and the rule they come from. */
const rowsOf = (file: LeaversFile, asOf: PlainDate, { say, day, span }: Words) => [
  { key: say('keeping.file.post'), value: say('keeping.file.postIn', { title: file.title, place: file.place }) },
  { key: say('keeping.file.left'), value: day(file.leftOn, asOf) },
  {
    key: say('keeping.file.why'),
    value: file.keep === null
      ? say('keeping.file.whyUnknown', { rule: file.rule })
      : say('keeping.file.whyRule', { span: span(file.keep), rule: file.rule }),
  },
  ...(file.keptUntil ? [{ key: say('keeping.file.keptUntil'), value: say('keeping.file.keptUntilDay', { day: day(file.keptUntil, asOf) }) }] : []),
  ...(file.due ? [{ key: say('keeping.file.due'), value: day(file.due, asOf) }] : []),
]

export interface FileCardProps {
  file: LeaversFile
  asOf: PlainDate
  matter: KeepingMatter
  /** Said once it is done: the file may have left the list by then. */
  onDone: (says: string) => void
}

/** One leaver's file: why its time is over, what stands against erasing it, what was proposed (W4). */
export const FileCard = ({ file, asOf, matter, onDone }: FileCardProps) => {
  const words = useWords()
  const { say } = words
  const { me } = useDevice()
  const [proposing, setProposing] = useState(false)
  const [notDone, setNotDone] = useState<NotDone | null>(null)
  const { name, proposal, held, copyOpen } = file
  const unresolved = file.quarantined + file.competing
  const send = async (path: `/api/${string}`, says: string, body?: DisposalPropose) => {
    const answer = await matter.send(path, body)
    setNotDone(answer)
    if (answer) return
    setProposing(false)
    onDone(says)
  }
  const mayPropose = !proposal && !held && !copyOpen && me.person !== file.person && (file.state === 'due' || file.state === 'soon')
  return (
    <Card heading={name} level={3} beside={held && <Tag tone="amber">{say('keeping.file.held')}</Tag>}>
      <SummaryList rows={rowsOf(file, asOf, words)} />
      {held && <Inset tone="amber">{say('keeping.file.heldText')}</Inset>}
      {copyOpen && <Inset>{say('keeping.file.copyOpen', { name })}</Inset>}
      {unresolved > 0 && <Inset>{say('keeping.file.unresolved', { count: unresolved })}</Inset>}
      <NotDoneNote notDone={notDone} />
      {proposal && (
        <Proposal
          file={file}
          proposal={proposal}
          asOf={asOf}
          busy={matter.busy}
          onDecide={(how, says) => send(`/api/disposals/${proposal.id}/${how}`, says)}
        />
      )}
      {mayPropose && !proposing && (
        <Button kind="secondary" onClick={() => setProposing(true)}>
          {say('keeping.propose.open')} <span className="govuk-visually-hidden">{say('keeping.propose.openOf', { name })}</span>
        </Button>
      )}
      {mayPropose && proposing && (
        <ProposeForm
          file={file}
          asOf={asOf}
          busy={matter.busy}
          onPropose={(proposed) => send('/api/disposals', say('keeping.propose.done'), proposed)}
          onCancel={() => setProposing(false)}
        />
      )}
    </Card>
  )
}
