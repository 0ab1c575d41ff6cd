import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { richPack } from '../../rich-pack.ts'
import { concluded, planned, PLAN, reveal, stateOf, writtenByBoth } from './seed.ts'
import { show } from './show.tsx'

const NEED = '01900000-0000-7000-8000-00000000000a'
const devices = () => {
  const dana = memoryDevice(DANA, undefined, [], richPack())
  return { dana, sam: dana.as(SAM) }
}
const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
const radio = (name: string): HTMLElement => screen.getByRole('radio', { name })

describe('an observation whose form asks for more in its sections', () => {
  it('asks before the visit what stands with the plan, and shows it to the observed', async () => {
    const { dana, sam } = devices()
    const id = await planned(dana, PLAN)
    const page = await show(dana, `/observations/${id}`)
    await page.user.click(radio('In the room'))
    await waitFor(async () => expect((await stateOf(dana, id)).fields['plan.mode']?.value).toBe('present'))
    expect(screen.queryByRole('radio', { name: 'Met' })).toBeNull()
    expect(screen.getByText('Practice is seen once a year.', { exact: false })).toBeDefined()
    page.unmount()
    await show(sam, `/observations/${id}`)
    expect(screen.getByText('In the room')).toBeDefined()
  })

  it('SEF-App2.3: each writes what stands with their own view, apart', async () => {
    const { dana, sam } = devices()
    const id = await writtenByBoth(dana, sam)
    const page = await show(dana, `/observations/${id}`)
    await page.user.click(radio('Met'))
    await page.user.type(box('People in the room'), '4')
    await page.user.tab()
    expect(screen.queryByRole('textbox', { name: 'What surprised me' })).toBeNull()
    await expectAccessible(page.container, { page: true })
    await waitFor(async () => {
      const { fields } = await stateOf(dana, id)
      expect([fields['standard']?.value, fields['people']?.value]).toEqual(['met', 4])
    })
    page.unmount()
    const own = await show(sam, `/observations/${id}`)
    expect(screen.queryByText('Against the standard')).toBeNull()
    await own.user.type(box('What surprised me'), 'How quiet it was')
    await own.user.tab()
    await waitFor(async () => expect((await stateOf(sam, id)).fields['own-surprise']?.value).toBe('How quiet it was'))
  })

  it('both conclude in every question of the section, and neither writes in the other’s view', async () => {
    const { dana, sam } = devices()
    const id = await writtenByBoth(dana, sam)
    await dana.edit({ recordId: id, kind: 'observation', values: { standard: 'met', people: 4, 'plan.mode': 'film' } })
    await reveal(dana, id)
    const { user, container } = await show(sam, `/observations/${id}`)
    expect(screen.queryByRole('radio', { name: 'Met' })).toBeNull()
    expect(screen.getByText('Against the standard').parentElement?.textContent).toContain('Met')
    await user.type(box('A theme for next time'), 'Endings')
    await user.click(screen.getByRole('button', { name: 'Add need' }))
    expect(document.activeElement).toBe(box('Need'))
    await user.keyboard('Bedtimes')
    await user.tab()
    await expectAccessible(container, { page: true })
    await waitFor(async () => {
      const { fields } = await stateOf(sam, id)
      expect(fields['theme']?.value).toBe('Endings')
      expect(Object.entries(fields).find(([name]) => /^needs\..*\.what$/.test(name))?.[1].value).toBe('Bedtimes')
    })
  })

  it('is read whole, and says what is missing where it is put right', async () => {
    const { dana, sam } = devices()
    const id = await concluded(dana, sam)
    await dana.edit({ recordId: id, kind: 'observation', values: { standard: 'not-met', people: 'four', theme: 'Endings', [`needs.${NEED}.by`]: '2026-09-01' } })
    const { container, user } = await show(dana, `/observations/${id}?section=check`)
    expect(screen.getByText('Not met yet')).toBeDefined()
    expect(screen.getByText('Endings')).toBeDefined()
    expect(within(screen.getByRole('list', { name: 'Learning needs' })).getByRole('listitem').textContent).toBe('Need 1ByTuesday 1 September 2026')
    const links = screen.getAllByRole('link').map(({ textContent }) => textContent).filter((each) => /^(?:Answer|Put right)/.test(each ?? ''))
    expect(links).toHaveLength(3)
    expect(links).toEqual([expect.stringMatching(/^Answer .*How it is seen$/), expect.stringMatching(/^Put right .*People in the room: it can’t be read$/), 'Answer Learning needs, Need 1: Need'])
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('link', { name: /How it is seen/ }))
    await waitFor(() => expect(radio('On film')).toBeDefined())
    expect(radio('On film').closest('details')?.open).toBe(true)
  })
})
