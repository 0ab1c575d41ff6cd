/** Error codes in words. Nothing that is there from the start says any, so they come with what does. */
import { errors } from './en/errors.ts'
import { addArea, type MessageId, type Words } from './words.ts'

addArea('errors', { en: errors })

/** The sentence for an error code: `errors.<code>`, or the one for an unknown error. */
export const errorInWords = (code: string, { say }: Pick<Words, 'say'>): string => {
  const id = `errors.${code}`
  return say(Object.hasOwn(errors, id) ? (id as MessageId) : 'errors.unknown')
}
