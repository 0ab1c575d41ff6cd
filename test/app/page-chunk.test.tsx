import { screen } from '@testing-library/react'
import { type ComponentType, Suspense } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { Boundary } from '../../src/app/broken-page.tsx'
import { pageChunk } from '../../src/app/page-chunk.tsx'
import { render } from '../render.tsx'

const Page: ComponentType<{ name: string }> = ({ name }) => <p>Hello {name}</p>
const Broken = ({ onAgain }: { onAgain: () => void }) => (
  <button type="button" onClick={onAgain}>
    Again
  </button>
)
const show = (Chunk: ComponentType<{ name: string }>) =>
  render(
    <Boundary broken={Broken}>
      <Suspense fallback={<p>Loading</p>}>
        <Chunk name="Dana" />
      </Suspense>
    </Boundary>,
  )

describe('a page that is a chunk of its own', () => {
  test('comes when it is first wanted, and is got once', async () => {
    const load = vi.fn<() => Promise<typeof Page>>(async () => Page)
    const Chunk = pageChunk(load)
    const { unmount } = show(Chunk)
    expect(await screen.findByText('Hello Dana')).toBeTruthy()
    unmount()
    show(Chunk)
    expect(screen.getByText('Hello Dana')).toBeTruthy()
    expect(load).toHaveBeenCalledTimes(1)
  })

  test('got before it is wanted, it is there at once', async () => {
    const Chunk = pageChunk(async () => Page)
    Chunk.preload()
    await new Promise((resolve) => setTimeout(resolve))
    show(Chunk)
    expect(screen.queryByText('Loading')).toBeNull()
    expect(screen.getByText('Hello Dana')).toBeTruthy()
  })

  test('that could not be got is not asked for without end, and is got when one tries again', async () => {
    // React says what was caught.
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const load = vi.fn<() => Promise<typeof Page>>(async () => Page).mockRejectedValueOnce(new Error('no connection'))
    const { user } = show(pageChunk(load))
    const again = await screen.findByRole('button', { name: 'Again' })
    expect(load).toHaveBeenCalledTimes(1)
    await new Promise((resolve) => setTimeout(resolve, 600))
    await user.click(again)
    expect(await screen.findByText('Hello Dana')).toBeTruthy()
    expect(load).toHaveBeenCalledTimes(2)
    expect(said).toHaveBeenCalled()
    said.mockRestore()
  })
})
