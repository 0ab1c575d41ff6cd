import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { ADE, ADE_POST, DANA, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { complete, day, earlier, planned } from '../sessions/seed.ts'
import { agree } from './seed.ts'
import { typeDay } from '../show.tsx'
import { show } from './show.tsx'

const change = `/people/${SAM_POST}/change`
const changes = (): string => textOf(screen.getByRole('region', { name: 'What this changes' }))
const choose = (name: string): HTMLElement => screen.getByRole('radio', { name })
const group = (name: string): HTMLElement => screen.getByRole('group', { name })

describe('the supervisor', () => {
  test('changes once it is said who loses and gains the file, and what is left behind', async () => {
    const dana = memoryDevice()
    await agree(dana, true)
    await earlier(dana, dana.as(SAM))
    await complete(dana)
    await planned(dana, day('2026-07-08'))
    const { user, container } = await show(dana, change)
    await user.click(choose('The supervisor'))
    expect(within(screen.getByRole('combobox', { name: 'New supervisor' })).getAllByRole('option').map(textOf)).toEqual(['Choose one', 'Ade Brightwell'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'New supervisor' }), 'Ade Brightwell')
    expect(changes()).toContain('Ade Brightwell can read the whole file of Sam Oyelaran, also from before.')
    expect(changes()).toContain('Dana Whitlock can no longer read the file of Sam Oyelaran. It leaves their device the next time it connects.')
    expect(changes()).not.toContain('waiting on their device')
    expect(changes()).toContain('look at their supervision agreement at once')
    expect(changes()).toContain('Sessions planned with Dana Whitlock no longer count as planned.')
    const left = textOf(screen.getByRole('region', { name: '2 things to finish first' }))
    expect(left).toContain('The record of the session on Wed 10 June is not signed by both.')
    expect(left).toContain('A session is planned for Wed 8 July.')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Make Ade Brightwell the supervisor' }))
    expect(await screen.findByRole('heading', { name: 'Ade Brightwell now supervises Sam Oyelaran' })).toBe(document.activeElement)
    const post = (await dana.snapshot()).posts.get(SAM_POST)
    expect([post?.supervisor, post?.supervisorSince]).toEqual([ADE, '2026-06-10'])
    expect((await dana.as(ADE).snapshot()).sessions.size).toBe(3)
    await expectAccessible(container, { page: true })
  })

  test('from somebody with a device of their own: they are asked to send what waits on it', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: dana.asOf() } })
    const { user } = await show(dana, change)
    await user.click(choose('The supervisor'))
    await user.selectOptions(screen.getByRole('combobox', { name: 'New supervisor' }), 'Dana Whitlock (you)')
    expect(changes()).toContain('Ask Ade Brightwell to send what is waiting on their device first.')
    expect(changes()).toContain('Dana Whitlock and Sam Oyelaran sign a supervision agreement by Wed 8 July (SEF-8.0).')
  })

  test('not from a day to come, not without a name, and not lost when the save fails', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, change)
    const { user } = shown
    await user.click(choose('The supervisor'))
    await user.click(screen.getByRole('button', { name: 'Change the supervisor' }))
    expect(textOf(screen.getByRole('alert'))).toContain('Select a supervisor')
    await user.selectOptions(screen.getByRole('combobox', { name: 'New supervisor' }), 'Ade Brightwell')
    await typeDay(shown, group('Since when'), '2026-07-01')
    await user.click(screen.getByRole('button', { name: 'Change the supervisor' }))
    expect(textOf(screen.getByRole('alert'))).toContain('The day must be today or in the past')
    await typeDay(shown, group('Since when'), '2026-06-08')
    dana.failSaves(true)
    await user.click(screen.getByRole('button', { name: 'Make Ade Brightwell the supervisor' }))
    expect(await screen.findByText(/Not saved on this device/)).toBeTruthy()
    expect((await dana.snapshot()).posts.get(SAM_POST)?.supervisor).toBe(DANA)
  })
})

describe('the details', () => {
  test('are put right, with the next date before and after', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM))
    const { user, container } = await show(dana, change)
    await user.click(choose('The details'))
    expect(screen.queryByRole('region', { name: 'What this changes' })).toBeNull()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind of work' }), 'Support worker')
    expect(changes()).toMatch(/The next session now: Due .*\(SEF-AMB-1\)After this change: Due .*\(SEF-3\.10\)/)
    await user.clear(screen.getByRole('textbox', { name: 'Post' }))
    await user.click(screen.getByRole('button', { name: 'Save the details' }))
    expect(textOf(screen.getByRole('alert'))).toContain('Enter a post, like residential worker')
    await user.type(screen.getByRole('textbox', { name: 'Post' }), 'Family support worker')
    await user.type(screen.getByRole('textbox', { name: 'Staff number (optional)' }), 'L-7')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Save the details' }))
    expect(await screen.findByRole('heading', { name: 'The details are changed' })).toBeTruthy()
    const post = (await dana.snapshot()).posts.get(SAM_POST)
    expect([post?.title, post?.group, post?.staffNumber, post?.employment]).toEqual(['Family support worker', 'support-worker', 'L-7', 'permanent'])
  })

  test('that move no date say so', async () => {
    const { user } = await show(memoryDevice(), change)
    await user.click(choose('The details'))
    await user.type(screen.getByRole('textbox', { name: 'Post' }), ' (nights)')
    expect(changes()).toContain('The date of the next session stays as it is.')
  })
})

describe('the end', () => {
  test('is explained with what to finish first, and can be taken back', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM))
    await complete(dana)
    const shown = await show(dana, change)
    const { user, container, unmount } = shown
    await user.click(choose('The end of the post'))
    await user.click(screen.getByRole('button', { name: 'End this post' }))
    expect(textOf(screen.getByRole('alert'))).toContain('Enter the last daySelect why it ends')
    await typeDay(shown, group('Last day'), '2023-12-31')
    await user.click(choose('They leave'))
    await user.click(screen.getByRole('button', { name: 'End this post' }))
    expect(textOf(screen.getByRole('alert'))).toContain('The last day must be Mon 8 January 2024 or later')
    await typeDay(shown, group('Last day'), '2026-06-30')
    expect(changes()).toContain('After Tue 30 June nothing is due for this post.')
    expect(changes()).toContain('Its records are kept until Thu 30 June 2033 (SEF-10).')
    const open = textOf(screen.getByRole('region', { name: '5 things to finish first' }))
    expect(open).toContain('The record of the session on Wed 10 June is not signed by both.')
    expect(open).toContain('Action still open: Book the Team Teach refresher')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'End this post on Tue 30 June' }))
    expect(await screen.findByRole('heading', { name: 'This post ends on Tue 30 June' })).toBeTruthy()
    expect((await dana.snapshot()).posts.get(SAM_POST)?.until).toBe('2026-06-30')
    unmount()
    const again = await show(dana, change)
    await again.user.click(choose('The end of the post'))
    await again.user.click(screen.getByRole('button', { name: 'Take the end back' }))
    expect(await screen.findByRole('heading', { name: 'The post of Sam Oyelaran goes on' })).toBeTruthy()
    const post = (await dana.snapshot()).posts.get(SAM_POST)
    expect([post?.until, post?.endReason]).toEqual([null, null])
  })
})

test('only a manager changes a post; the way back leads to the person', async () => {
  const dana = memoryDevice()
  await dana.act({ recordId: ADE_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: SAM, on: dana.asOf() } })
  await show(dana.as(SAM), `/people/${ADE_POST}/change`)
  expect(screen.getByText('Only the managers of a home can add and change posts there.')).toBeTruthy()
  expect(screen.queryByRole('radio')).toBeNull()
  expect(hrefOf(screen.getByRole('link', { name: 'Back to the person' }))).toBe(`/people/${ADE_POST}`)
})
