import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { Router, useSearch } from 'wouter'
import { navigate } from 'wouter/use-browser-location'
import { expect, onTestFinished, test, vi } from 'vitest'
import { usePlace } from '../../src/app/place.ts'

const Section = ({ onShown }: { onShown: (search: string) => void }) => {
  const search = useSearch()
  useEffect(() => onShown(search), [search, onShown])
  return null
}

const Page = ({ onShown }: { onShown: (search: string) => void }) => (
  <Router hook={usePlace().hook}>
    <Section onShown={onShown} />
  </Router>
)

test('another section of the same page is shown, and moved to, before the focus can go on: it would be brought back', async () => {
  // As in a browser: nothing waits for what React has put off.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  const root = createRoot(document.createElement('div'))
  onTestFinished(() => {
    root.unmount()
    vi.unstubAllGlobals()
  })
  window.history.replaceState(null, '', '/sessions/1?section=first')
  const shown: string[] = []
  const onShown = (search: string): void => {
    shown.push(search)
  }
  root.render(<Page onShown={onShown} />)
  await vi.waitFor(() => expect(shown).toEqual(['section=first']), { timeout: 15_000 })
  for (const section of ['second', 'third', 'fourth']) {
    navigate(`/sessions/1?section=${section}`, { replace: true })
    // No task, and so no press of a key, comes between this and the change of address.
    await Promise.resolve()
    expect(shown.at(-1)).toBe(`section=${section}`)
  }
})
