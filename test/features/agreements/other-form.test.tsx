import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { richPack } from '../../rich-pack.ts'
import { drawnUp, home, signAs, stateOf } from './seed.ts'
import { show } from './show.tsx'

const CASE = '01900000-0000-7000-8000-00000000000a'
const box = (name: string): HTMLElement => screen.getByRole('textbox', { name })
const button = (name: string): HTMLElement => screen.getByRole('button', { name })

describe('an agreement whose form asks for figures and rows, and for no dates or manager', () => {
  it('is drawn up with what is known, and no day but that of a review is made up', async () => {
    const dana = home(undefined, richPack())
    const { fields } = await stateOf(dana, await drawnUp(dana))
    expect(Object.keys(fields)).toEqual(['every'])
  })

  it('is written in and saves itself: choices, numbers beside one another, rows', async () => {
    const dana = home(undefined, richPack())
    const id = await drawnUp(dana)
    const { tap, user, container } = await show(dana, `/agreements/${id}`)
    expect(screen.getAllByText('The policy gives no form for this. These headings are proposed.')).toHaveLength(1)
    expect(screen.getByText('An agreement is made at the start.', { exact: false })).toBeDefined()
    await tap(screen.getByRole('radio', { name: 'By video' }))
    await user.type(box('Most cases'), '14')
    expect(box('Most cases').closest('.cs-figures')).toBe(box('Hours a week').closest('.cs-figures'))
    await tap(button('Add case'))
    expect(document.activeElement).toBe(box('Case number'))
    await user.keyboard('4471')
    await user.tab()
    await expectAccessible(container, { page: true })
    await waitFor(async () => {
      const { fields } = await stateOf(dana, id)
      expect(fields['place']?.value).toBe('video')
      expect(fields['most']?.value).toBe(14)
      expect(Object.entries(fields).find(([name]) => /^cases\..*\.ref$/.test(name))?.[1].value).toBe('4471')
    })
  })

  it('names what is missing in a row and what can’t be read, and leads there', async () => {
    const dana = home(undefined, richPack())
    const id = await drawnUp(dana, { most: 'a few', [`cases.${CASE}.visits`]: 2, [`cases.${CASE}.visited`]: { day: '31', month: '2', year: '2026' } })
    const { tap } = await show(dana, `/agreements/${id}?show=check`)
    const links = screen.getAllByRole('link').map(({ textContent }) => textContent).filter((each) => /^(?:Fill in|Put right|Enter)/.test(each ?? ''))
    expect(links).toEqual([
      'Put right, it can’t be read: Figures, Most cases',
      'Fill in: What we bring, Case 1: Case number',
      'Enter a real date: What we bring, Case 1: Last visit',
    ])
    await tap(screen.getByRole('link', { name: /Case number/ }))
    await waitFor(() => expect(document.activeElement).toBe(box('Case number')))
  })

  it('holds once both have signed, and is read with its figures and rows', async () => {
    const dana = home(undefined, richPack())
    const sam = dana.as(SAM)
    const id = await drawnUp(dana, { most: 14, place: 'office', [`cases.${CASE}.ref`]: '4471', [`cases.${CASE}.plan`]: 'on-track' })
    await signAs(dana, id, 'supervisor')
    await signAs(sam, id, 'supervisee')
    expect((await stateOf(sam, id)).locked).toBe(true)
    const { container } = await show(sam, `/agreements/${id}`)
    expect(screen.getByText('Signed by both')).toBeDefined()
    expect(screen.getByText('14')).toBeDefined()
    expect(screen.getByText('At the office')).toBeDefined()
    expect(within(screen.getByRole('list', { name: 'What we bring' })).getByRole('listitem').textContent).toBe('Case 1Case number4471The planOn track')
    await expectAccessible(container, { page: true })
  })
})
