import { type VaultChange } from '../../queries/vault-here.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { useTry } from '../shared/use-try.ts'
import { changeText } from './change-text.ts'

/** One change of this person's vault at a time. @param onDone it is changed */
export const useChange = (onDone: () => void) => {
  const words = useWords()
  return useTry<VaultChange>((change) => {
    if (change !== 'done') return changeText(change, words)
    onDone()
    return null
  })
}
