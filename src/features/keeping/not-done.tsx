import { unreachable } from '../../domain/unreachable.ts'
import { type KeepingRefusal, type NotDone } from '../../queries/keeping.ts'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'

const refusedText = (code: KeepingRefusal, { say }: Words): string => {
  switch (code) {
    case 'not-due':
    case 'on-hold':
    case 'unresolved':
    case 'copy-open':
    case 'proposed-already':
    case 'decided-already':
    case 'same-person':
    case 'about-you':
    case 'keep-until-past':
    case 'hold-yours':
    case 'lifted-already':
      return say(`keeping.refused.${code}`)
    default:
      return unreachable(code)
  }
}

/** Announced: why something was not done. */
export const NotDoneNote = ({ notDone }: { notDone: NotDone | null }) => {
  const words = useWords()
  if (!notDone) return null
  const because = 'refused' in notDone ? refusedText(notDone.refused, words) : errorInWords(notDone.problem, words)
  return (
    <div role="alert">
      <Inset tone="amber">{words.say('keeping.notDone', { because })}</Inset>
    </div>
  )
}
