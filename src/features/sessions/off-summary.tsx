import { offOf } from '../../domain/records/status.ts'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { personIn } from '../shared/record-view.ts'
import { offReason } from './off-reasons.ts'
import { type SessionView } from './session-view.ts'

/** Who called the session off, or that somebody was not there, and why. */
export const OffSummary = ({ view }: { view: SessionView }) => {
  const words = useWords()
  const { say } = words
  const off = offOf(view.state)
  if (!off) return null
  const day = words.day(off.plannedFor)
  const reason = offReason(view, off, words)
  return (
    <Inset tone="amber">
      <p>
        {off.kind === 'missed'
          ? say('planning.move.missedOn', { day, reason })
          : say('planning.move.offBy', { day, reason, name: personIn(view, off.by).name })}
      </p>
      {off.note !== '' && (
        <p className="cs-read-only__text" dir="auto">
          {off.note}
        </p>
      )}
    </Inset>
  )
}
