/** J7: drawing up an agreement and signing it, the way the two do it. */
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { hrefOf } from '../../../src/features/addresses.ts'
import { SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { home } from './seed.ts'
import { show } from './show.tsx'

const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const link = (name: string | RegExp): HTMLElement => screen.getByRole('link', { name })

it('is drawn up by Dana, four expectations are written, and both sign: at most 15 taps', async () => {
  const dana = home()
  // The tap on "Draw up the agreement", wherever it stands.
  const page = await show(dana, hrefOf('drawUp', { postId: SAM_POST }))
  await screen.findByRole('heading', { level: 1, name: /Supervision agreement/ })
  expect(page.where()).toMatch(/^\/agreements\/[0-9a-f-]+$/)
  expect(page.visited()).not.toContain(hrefOf('drawUp', { postId: SAM_POST }))
  expect(textOf(document.body)).toContain('12 of 16 answers are filled in for you.')
  expect(textOf(document.body)).toContain('The policy asked you both to sign it by Monday 5 February 2024.')
  expect(screen.getAllByText('Filled in for you. Change it if it is not right.')).toHaveLength(12)
  const tasks = within(screen.getByRole('region', { name: 'What is still to do' }))
  expect(textOf(tasks.getByRole('link', { name: 'Expectations' }).closest('li'))).toContain('4 to fill in')
  expect(textOf(tasks.getByRole('link', { name: 'Dates for the year' }).closest('li'))).toContain('Filled in for you')

  for (const [label, words] of [
    ['What I want from you as my supervisor', 'Tell me straight.'],
    ['What I will contribute as a supervisee', 'What worries me.'],
    ['What I want from you as the supervisee', 'Your own questions.'],
    ['What I will contribute as the supervisor', 'The hour kept free.'],
  ] as const) {
    await page.tap(box(label))
    await page.user.keyboard(words)
  }
  await page.tap(link('Check and sign'))
  await screen.findByRole('heading', { level: 1, name: /Check the agreement/ })
  expect(screen.queryByText(/to do before it can be signed/)).toBeNull()
  await page.tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
  await page.tap(button('Sign this record'))
  await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
  const danas = page.taps() + 1

  const href = page.where()
  page.unmount()
  const phone = await show(dana.as(SAM), href.split('?')[0] ?? '')
  await screen.findByRole('heading', { level: 1, name: /Check the agreement/ })
  expect(textOf(document.body)).toContain('Dana has signed. Read it through, and sign if you agree to it.')
  expect(textOf(document.body)).toContain('Written by Dana for Sam')
  await phone.tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
  await phone.tap(button('Sign this record'))
  const done = await screen.findByRole('heading', { name: 'Signed by both' })
  await waitFor(() => expect(document.activeElement).toBe(done))
  expect(textOf(document.body)).toContain('The agreement holds from Wednesday 10 June 2026. Sessions are planned every month.')
  // The tap that opens it on Today is Sam's third.
  const sams = phone.taps() + 1
  expect([danas, sams]).toEqual([8, 3])
  expect(danas + sams).toBeLessThanOrEqual(15)
  await expectAccessible(document.body)
})
