import { screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, signAs } from './seed.ts'
import { button, show } from './show.tsx'

const locked = async () => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  await signAs(dana, id, 'supervisor')
  const sam = dana.as(SAM)
  await signAs(sam, id, 'supervisee')
  return { sam, id, href: `/sessions/${id}/read` }
}

describe('G6: a copy that can be checked', () => {
  it.each([
    ['Save all of it', []],
    ['Save it without what is personal', 'personal'],
  ] as const)('%s: asks the service for it and downloads it as it came, byte for byte', async (name, withhold) => {
    const { sam, id, href } = await locked()
    const asked = vi.fn<(question: { path: string; body?: unknown }) => unknown>((question) => {
      if (question.path.endsWith('/signatures')) return { signatures: [], serverTime: '2026-06-10T14:00:00Z' }
      return { file: 'session-2026-06-10.countersign.json', text: '{"exported":{}}', serverTime: '2026-06-10T14:00:00Z' }
    })
    sam.setAnswers(asked)
    const blobs: Blob[] = []
    URL.createObjectURL = (blob: Blob) => { blobs.push(blob); return 'blob:x' }
    URL.revokeObjectURL = () => undefined
    const clicked: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) { clicked.push(this.download) })
    const { tap, container } = await show(sam, href)
    await tap(button(name))
    expect(await screen.findByText('Saved. Keep it where you keep your papers.')).toBeDefined()
    expect(asked).toHaveBeenCalledWith(expect.objectContaining({ path: `/api/records/${id}/export`, body: { withhold } }))
    expect(clicked).toEqual(['session-2026-06-10.countersign.json'])
    expect(await blobs[0]!.text()).toBe('{"exported":{}}')
    await expectAccessible(container, { page: true })
  })

  it('with no connection says so, and the page that checks is one tap away', async () => {
    const { sam, href } = await locked()
    sam.setAnswers(() => { throw new DeviceError('offline') })
    const { tap } = await show(sam, href)
    await tap(button('Save all of it'))
    expect(await within(screen.getByRole('region', { name: 'Save a copy that can be checked' })).findByText(/You’re offline/)).toBeDefined()
    expect(screen.getByRole('link', { name: /page that checks/ }).getAttribute('href')).toBe('/verify.html')
  })

  it('is not offered of what is not locked', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    await show(dana, `/sessions/${id}/read`)
    expect(screen.queryByRole('button', { name: 'Save all of it' })).toBeNull()
  })
})
