import { createRoot } from 'react-dom/client'
import { WordsProvider } from '../../../src/ui/words-provider.tsx'
import { createWords } from '../../../src/words/words.ts'
// oxlint-disable-next-line import/no-unassigned-import -- it adds words and has nothing to give
import '../../all-words.ts'
import { screens } from './screens.tsx'

const name = new URLSearchParams(window.location.search).get('screen') ?? 'today'
const Screen = screens[name as keyof typeof screens]
createRoot(document.getElementById('root')!).render(
  <WordsProvider words={createWords('en')}>
    <Screen />
  </WordsProvider>,
)
