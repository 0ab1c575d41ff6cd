import { screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Instant, PlainDate } from '../../../src/domain/dates.ts'
import { CalendarPage } from '../../../src/features/calendar/calendar-page.tsx'
import { newDate, sessionFor } from '../../../src/queries/planned-session.ts'
import { type CalendarAddress } from '../../../src/queries/device.ts'
import { DeviceError, type DeviceErrorCode } from '../../../src/queries/device-error.ts'
import { ADE, DANA, type MemoryDevice, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, renderInside, textOf, unreadable } from '../inside.tsx'

const SINCE = '2026-06-08T08:00:00Z' as Instant
const ADDRESS = 'https://larkfield.example/calendar/abc.ics'

/** The service's part: one address at a time. */
const addresses = (there = false): CalendarAddress & { readonly made: () => number } => {
  let feed: Awaited<ReturnType<CalendarAddress['feed']>> = there ? { since: SINCE, lastRead: null } : null
  let made = 0
  return {
    made: () => made,
    feed: async () => feed,
    make: async () => {
      made += 1
      feed = { since: SINCE, lastRead: null }
      return { address: ADDRESS, since: SINCE }
    },
    end: async () => {
      feed = null
    },
  }
}
const failing = (code: DeviceErrorCode): CalendarAddress => {
  const fail = () => Promise.reject(new DeviceError(code))
  return { feed: fail, make: fail, end: fail }
}

/** Two sessions of Sam's that lie ahead, one of them called off. */
const planned = async (dana: MemoryDevice): Promise<void> => {
  for (const [on, off] of [['2026-06-24', false], ['2026-07-01', true]] as const) {
    const plannedFor = PlainDate.parse(on)
    const made = sessionFor(await dana.snapshot(), SAM_POST, newDate(plannedFor, null), dana)
    if (typeof made === 'string') throw new Error(made)
    const { recordId, acts } = made
    await dana.acts(acts)
    if (off) {
      const payload = { plannedFor, reason: 'training', note: 'secret words', on: dana.asOf() }
      await dana.act({ recordId, kind: 'session', type: 'session.cancel', payload })
    }
  }
}

describe('the file', () => {
  let saved: { name: string; blob: Blob | null }
  beforeEach(() => {
    saved = { name: '', blob: null }
    URL.createObjectURL = (blob) => {
      saved.blob = blob as Blob
      return 'blob:here'
    }
    URL.revokeObjectURL = () => undefined
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      saved.name = this.download
    })
  })
  afterEach(() => {
    Reflect.deleteProperty(URL, 'createObjectURL')
    Reflect.deleteProperty(URL, 'revokeObjectURL')
  })

  test('is made on the device, with no connection: when, and nothing of whom or what about', async () => {
    const dana = memoryDevice(DANA)
    await planned(dana)
    dana.setSync({ connection: 'offline' })
    const { user } = await renderInside(<CalendarPage />, dana)
    expect(await screen.findByText('1 session is planned.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Download the file' }))
    expect(await screen.findByText(/in your downloads/)).toBeTruthy()
    expect(saved.name).toBe('supervision.ics')
    expect(saved.blob!.type).toContain('text/calendar')
    const text = await saved.blob!.text()
    expect(text.match(/SUMMARY:Supervision/g)).toHaveLength(2)
    expect(text.match(/STATUS:CANCELLED/g)).toHaveLength(1)
    expect(text).toContain('20260624')
    expect(text).not.toMatch(/Sam|Dana|secret|Larkfield/)
  })

  test('the supervisee has the same sessions, somebody else none', async () => {
    const dana = memoryDevice(DANA)
    await planned(dana)
    const { unmount } = await renderInside(<CalendarPage />, dana.as(SAM))
    expect(await screen.findByText('1 session is planned.')).toBeTruthy()
    unmount()
    await renderInside(<CalendarPage />, dana.as(ADE))
    expect(await screen.findByText('No sessions are planned yet.')).toBeTruthy()
  })

  test('says what it holds, leads back, and a device that can’t be read says so', async () => {
    const { device } = unreadable(memoryDevice(DANA))
    await renderInside(<CalendarPage />, device)
    expect(screen.getByText(/no names, no place, no notes/)).toBeTruthy()
    expect(hrefOf(screen.getByRole('link', { name: 'Back' }))).toBe('/account')
    expect(await screen.findByText(/We can’t open what is on this device/)).toBeTruthy()
  })
})

describe('the private address', () => {
  const page = (calendar: CalendarAddress) => renderInside(<CalendarPage />, { ...memoryDevice(DANA), calendar })
  const card = () => screen.findByRole('region', { name: 'Add to your calendar' })

  test('warns what whoever has it can see, and says where to put it', async () => {
    const { container, user } = await page(addresses())
    expect(textOf(await card())).toContain('can see when your sessions are, and nothing else')
    await user.click(screen.getByText('Where to put the address'))
    expect(screen.getByText(/In Outlook/)).toBeTruthy()
    await screen.findByRole('button', { name: 'Make a private address' })
    await expectAccessible(container, { page: true })
  })

  test('is made, shown once and copied', async () => {
    const { container, user } = await page(addresses())
    await user.click(await screen.findByRole('button', { name: 'Make a private address' }))
    const box = await screen.findByLabelText<HTMLInputElement>('Your private address')
    expect(box.value).toBe(ADDRESS)
    await user.click(screen.getByRole('button', { name: 'Copy the address' }))
    expect(await screen.findByText('Copied.')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe(ADDRESS)
    await expectAccessible(container, { page: true })
  })

  test('where copying is not allowed, the address is selected to be copied by hand', async () => {
    const { user } = await page(addresses())
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
    await user.click(await screen.findByRole('button', { name: 'Make a private address' }))
    const box = await screen.findByLabelText<HTMLInputElement>('Your private address')
    await user.click(screen.getByRole('button', { name: 'Copy the address' }))
    expect(await screen.findByText(/It was not copied/)).toBeTruthy()
    expect([box.selectionStart, box.selectionEnd]).toEqual([0, ADDRESS.length])
  })

  test('one that there is says since when, and is replaced only after asking', async () => {
    const calendar = addresses(true)
    const { user } = await page(calendar)
    expect(textOf(await card())).toMatch(/since Mon 8 June\. No calendar has read it yet\./)
    expect(screen.queryByLabelText('Your private address')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Replace the address' }))
    const dialog = await screen.findByRole('dialog')
    expect(textOf(dialog)).toContain('The old address stops working at once')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(calendar.made()).toBe(0)
    await user.click(screen.getByRole('button', { name: 'Replace the address' }))
    await user.click(await screen.findByRole('button', { name: 'Yes, replace it' }))
    expect((await screen.findByLabelText<HTMLInputElement>('Your private address')).value).toBe(ADDRESS)
    expect(calendar.made()).toBe(1)
  })

  test('is ended after asking, and can be made again', async () => {
    const { user } = await page(addresses(true))
    await user.click(await screen.findByRole('button', { name: 'End the address' }))
    await user.click(await screen.findByRole('button', { name: 'Yes, end it' }))
    expect(await screen.findByText(/The address has ended/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Make a private address' })).toBeTruthy()
  })

  test.each([
    ['offline', /needs a connection/],
    ['sign-in-needed', /signed out of the service/],
    ['server-trouble', /The service has a problem/],
  ] as const)('%s is said in words, and can be tried again', async (code, sentence) => {
    const { container, user } = await page(failing(code))
    expect(await screen.findByText(sentence)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Make a private address' })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('what was not done is said, and the address there was is still there', async () => {
    const calendar = addresses(true)
    const { user } = await page({ ...calendar, make: failing('offline').make, end: failing('server-trouble').end })
    await user.click(await screen.findByRole('button', { name: 'Replace the address' }))
    await user.click(await screen.findByRole('button', { name: 'Yes, replace it' }))
    expect(await screen.findByText(/needs a connection/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'End the address' }))
    await user.click(await screen.findByRole('button', { name: 'Yes, end it' }))
    expect(await screen.findByText(/Nothing was changed/)).toBeTruthy()
    expect(screen.getByText(/since Mon 8 June/)).toBeTruthy()
  })
})
