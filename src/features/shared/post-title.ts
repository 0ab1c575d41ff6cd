import { type PostState } from '../../domain/records/record.ts'
import { type Words } from '../../words/words.ts'

/**
 * A post as lists and headings call it. Two of one person differ by their line: the second is about professional practice
 * (SSWB-1.2, HAV-4.2b).
 */
export const postTitle = ({ title, line }: Pick<PostState, 'title' | 'line'>, { say }: Pick<Words, 'say'>): string =>
  line === 'professional' ? say('common.post.professional', { title }) : title
