import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { CasesPage } from '../../../src/features/cases/cases-page.tsx'
import { listAct } from '../../../src/queries/case-lists.ts'
import { DANA, HOME, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf, unreadable } from '../inside.tsx'

const listed = async () => {
  const dana = memoryDevice(DANA)
  await dana.act(listAct(HOME, [{ reference: 'LF-01', names: ['Jayden Marsh', 'Jay'] }, { reference: 'LF-02', names: ['May Whitfield'] }]))
  return dana
}
const rows = (): readonly string[] => within(screen.getByRole('list', { name: 'Case list of Larkfield House' })).getAllByRole('listitem').map((row) => textOf(row.querySelector('.cs-row__main')))

describe('the case list (W6)', () => {
  test('a manager reads what it is for, who has it, and each case', async () => {
    const { container } = await renderInside(<CasesPage />, await listed())
    expect(await screen.findByRole('heading', { name: 'Larkfield House' })).toBeTruthy()
    expect(rows()).toEqual(['LF-01Jayden Marsh and Jay', 'LF-02May Whitfield'])
    expect(screen.getByText(/on the devices of the managers, of everybody who works there now, and of their supervisors/)).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('a case is added with a reference and its names, one on each line', async () => {
    const dana = await listed()
    const { user, container } = await renderInside(<CasesPage />, dana)
    await user.click(await screen.findByRole('button', { name: /^Add a case/ }))
    await user.type(screen.getByRole('textbox', { name: 'Reference' }), ' LF-03 ')
    await user.type(screen.getByRole('textbox', { name: 'Names' }), 'Kian Young\n\n  K \n')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Add this case' }))
    await waitFor(() => expect(rows()).toEqual(['LF-01Jayden Marsh and Jay', 'LF-02May Whitfield', 'LF-03Kian Young and K']))
    expect(dana.log.at(-1)).toMatchObject({ type: 'cases.list', payload: { setting: HOME, cases: [{ reference: 'LF-03', names: ['Kian Young', 'K'] }] } })
  })

  test('what is missing, taken or too long is said at its box, and nothing is saved', async () => {
    const dana = await listed()
    const { user } = await renderInside(<CasesPage />, dana)
    await user.click(await screen.findByRole('button', { name: /^Add a case/ }))
    await user.click(screen.getByRole('button', { name: 'Add this case' }))
    expect(within(screen.getByRole('alert')).getAllByRole('link').map(textOf)).toEqual(['Enter the reference', 'Enter a name'])
    await user.type(screen.getByRole('textbox', { name: 'Reference' }), 'lf-01')
    await user.type(screen.getByRole('textbox', { name: 'Names' }), 'x'.repeat(81))
    await user.click(screen.getByRole('button', { name: 'Add this case' }))
    expect(within(screen.getByRole('alert')).getAllByRole('link').map(textOf)).toEqual([
      'lf-01 is on the list already. Change that one, or enter another reference.', 'Each name must be 80 characters or fewer',
    ])
    expect(dana.log).toHaveLength(1)
  })

  test('names and reference are changed; under another reference the old one goes in the same act', async () => {
    const dana = await listed()
    const { user } = await renderInside(<CasesPage />, dana)
    await user.click(await screen.findByRole('button', { name: 'Change LF-02' }))
    const reference = screen.getByRole('textbox', { name: 'Reference' })
    await user.clear(reference)
    await user.type(reference, 'LF-20')
    await user.click(screen.getByRole('button', { name: 'Save this case' }))
    await waitFor(() => expect(rows()).toEqual(['LF-01Jayden Marsh and Jay', 'LF-20May Whitfield']))
    expect(dana.log.at(-1)).toMatchObject({ payload: { cases: [{ reference: 'LF-02', names: [] }, { reference: 'LF-20', names: ['May Whitfield'] }] } })
  })

  test('a case is taken off, and put back', async () => {
    const { user } = await renderInside(<CasesPage />, await listed())
    await user.click(await screen.findByRole('button', { name: 'Take off LF-01' }))
    await waitFor(() => expect(rows()).toEqual(['LF-02May Whitfield']))
    expect(screen.getByText('LF-01 is off the list.', { exact: false })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Put it back' }))
    await waitFor(() => expect(rows()).toEqual(['LF-01Jayden Marsh and Jay', 'LF-02May Whitfield']))
  })

  test('a save that fails on this device is red, and what was typed stays', async () => {
    const dana = await listed()
    const { user } = await renderInside(<CasesPage />, dana)
    await user.click(await screen.findByRole('button', { name: /^Add a case/ }))
    await user.type(screen.getByRole('textbox', { name: 'Reference' }), 'LF-03')
    await user.type(screen.getByRole('textbox', { name: 'Names' }), 'Kian')
    dana.failSaves(true)
    await user.click(screen.getByRole('button', { name: 'Add this case' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Reference' }).value).toBe('LF-03')
  })

  test('a home with no list yet says so; who manages nothing keeps none, though the list is on their device', async () => {
    const none = await renderInside(<CasesPage />, memoryDevice(DANA))
    expect(await screen.findByText(/There are no cases on this list yet/)).toBeTruthy()
    none.unmount()
    const sam = (await listed()).as(SAM)
    expect((await sam.snapshot()).caseLists.size).toBe(1)
    const { container } = await renderInside(<CasesPage />, sam)
    expect(await screen.findByText('You keep no case list')).toBeTruthy()
    expect(textOf(container)).not.toContain('Jayden')
  })

  test('a device that can’t be read offers to try again', async () => {
    const { device, mend } = unreadable(await listed())
    const { user } = await renderInside(<CasesPage />, device)
    mend()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(rows()).toHaveLength(2))
  })
})
