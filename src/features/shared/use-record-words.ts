// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './records.scss'
import { useWords } from '../../ui/words-provider.tsx'
import { records } from '../../words/en/records.ts'
import { responses } from '../../words/en/responses.ts'
import { sign } from '../../words/en/sign.ts'
import { addArea } from '../../words/words.ts'

addArea('records', { en: records })
addArea('responses', { en: responses })
addArea('sign', { en: sign })

/**
 * The reader's words, with those of records, responses and signatures among them, and the looks of the parts in this folder: a page
 * that shows one of them need not bring either.
 */
export const useRecordWords = useWords
