import { type ReactNode, createContext, useContext, useEffect } from 'react'
import { type Words } from '../words/words.ts'

const WordsContext = createContext<Words | null>(null)

/** Hands the person's words down and keeps the `lang` of the document the same as theirs. */
export const WordsProvider = ({ words, children }: { words: Words; children: ReactNode }) => {
  useEffect(() => {
    document.documentElement.lang = words.lang
  }, [words.lang])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words of the person reading. Throws outside a `WordsProvider`. */
export const useWords = (): Words => {
  const words = useContext(WordsContext)
  if (!words) throw new Error('useWords needs a WordsProvider above it')
  return words
}
