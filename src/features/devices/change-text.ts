import { unreachable } from '../../domain/unreachable.ts'
import { type VaultChange } from '../../queries/vault-here.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'

/** The field in which the four words are typed. */
export const NOW = 'four-words'

/** Why this person's vault here was not changed, with the field to go to. */
export const changeText = (change: Exclude<VaultChange, 'done'>, words: Words): FieldError => {
  const { say } = words
  switch (change) {
    case 'phrase-wrong':
      return { id: NOW, message: say('devices.change.phrase-wrong') }
    case 'throttled':
    case 'passkey-stopped':
    case 'no-storage':
    case 'no-memory':
      return { id: null, message: say(`devices.change.${change}`) }
    case 'offline':
    case 'server-trouble':
    case 'sign-in-needed':
      return { id: null, message: errorInWords(change, words) }
    default:
      return unreachable(change)
  }
}
