import { useWords } from '../../ui/words-provider.tsx'
import { refusalInWords } from './account-words.ts'
import { type Doing } from '../shared/use-doing.ts'

/** How the last thing asked for ended, announced without moving the focus. */
export const Outcome = ({ outcome, done }: { outcome: Doing['outcome']; done: string }) => {
  const words = useWords()
  return <output className="cs-answer">{outcome === null ? '' : outcome === 'done' ? done : refusalInWords(outcome, words)}</output>
}
