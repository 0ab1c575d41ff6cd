import { type Words } from '../../words/words.ts'

const MOST = 500

/** What is wrong with a reason that is asked of whoever changes dates: there is none, or it is too long. */
export const reasonError = (reason: string, { say }: Words): string | null => {
  const length = reason.trim().length
  if (length === 0) return say('posts.kept.missing.reason')
  return length > MOST ? say('forms.tooLong', { What: say('posts.kept.reason'), max: MOST }) : null
}
