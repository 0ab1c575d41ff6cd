/** The rest of "Saving and sending" (T5, P8): room on this device, the file of what waits, what was never taken. */
import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ActId, type RecordId } from '../../../src/domain/ids.ts'
import { InstallationProvider } from '../../../src/features/shared/installation.ts'
import { SyncPage } from '../../../src/features/sync/sync-page.tsx'
import { type QuarantinedAct } from '../../../src/queries/device.ts'
import { type HandedIn, type UnsentFiles } from '../../../src/queries/unsent-work.ts'
import { DANA, memoryDevice, type MemoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete } from '../sessions/seed.ts'
import { renderInside, textOf } from '../inside.tsx'

const page = <SyncPage onRewrite={() => undefined} />
const filesOf = (change: Partial<UnsentFiles>): UnsentFiles => ({ make: async () => ({ text: '{}', sealed: 0, unsealed: 0 }), handIn: async () => null, ...change })
const open = (device: MemoryDevice, files: Partial<UnsentFiles>) => renderInside(page, { ...device, unsentFiles: filesOf(files) })
const chosen = (text: string): File => new File([text], 'countersign-not-sent.json', { type: 'application/json' })

test('T5: room left and whether the browser keeps it are said, with no connection too', async () => {
  const dana = memoryDevice(DANA)
  dana.setSync({ connection: 'offline' })
  const installation = {
    homeScreen: 'by-menu' as const, install: async () => undefined, keep: async () => true,
    storage: async () => ({ kept: false, usedMegabytes: 12, freeMegabytes: 340 }),
  }
  const { container } = await renderInside(<InstallationProvider value={installation}>{page}</InstallationProvider>, dana)
  expect(await screen.findByText('12 MB used, 340 MB free')).toBeTruthy()
  expect(screen.getByText('If this device runs out of room, the browser may clear notes that are not sent yet.')).toBeTruthy()
  await expectAccessible(container, { page: true })
})

describe('the file of what waits (T5)', () => {
  let downloaded: string[] = []
  beforeEach(() => {
    downloaded = []
    URL.createObjectURL = () => 'blob:file'
    URL.revokeObjectURL = () => undefined
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      downloaded.push(this.download)
    })
  })
  afterEach(() => {
    Reflect.deleteProperty(URL, 'createObjectURL')
    Reflect.deleteProperty(URL, 'revokeObjectURL')
    vi.restoreAllMocks()
  })

  test.each([
    [{ sealed: 3, unsealed: 0 }, /^3 changes are in a file in your downloads\. They are still waiting here\.$/, 1],
    [{ sealed: 1, unsealed: 2 }, /^1 change is in a file .*2 changes are not in a file: they were saved before this device could seal them\./, 1],
    [{ sealed: 0, unsealed: 1 }, /^1 change is not in a file: .*Only who wrote it can send it, from this device\.$/, 0],
    [{ sealed: 0, unsealed: 0 }, /^Nothing is waiting, so there is nothing to save\.$/, 0],
  ])('says what is in it and what could not be sealed: %o', async (made, said, downloads) => {
    const { user } = await open(memoryDevice(DANA), { make: async () => ({ text: '{}', ...made }) })
    await user.click(await screen.findByRole('button', { name: 'Save a file of what waits' }))
    expect(await screen.findByText(said)).toBeTruthy()
    expect(downloaded).toEqual(downloads === 0 ? [] : ['countersign-not-sent-2026-06-10.json'])
  })

  test('says when it could not be made', async () => {
    const { user } = await open(memoryDevice(DANA), { make: () => Promise.reject(new Error('closed')) })
    await user.click(await screen.findByRole('button', { name: 'Save a file of what waits' }))
    expect(await screen.findByText('The file could not be made. What waits is still here. Try again.')).toBeTruthy()
  })

  test.each<[HandedIn | null, RegExp]>([
    [{ taken: 2, unreadable: 0, left: 0, problem: null }, /^The service has 2 changes from the file\./],
    [{ taken: 1, unreadable: 1, left: 0, problem: null }, /^The service has 1 change .*1 could not be read: it was changed, or is of another service\.$/],
    [{ taken: 0, unreadable: 0, left: 2, problem: 'offline' }, /^2 were not handed in\. Keep the file and try again\. You’re offline\./],
    [{ taken: 0, unreadable: 0, left: 0, problem: null }, /^The file is empty\.$/],
    [null, /^(?:Error: )?This is not a file of what waits\./],
  ])('is handed in: %o', async (outcome, said) => {
    const seen: string[] = []
    const { user, container } = await open(memoryDevice(DANA), {
      handIn: async (text) => {
        seen.push(text)
        return outcome
      },
    })
    await user.upload(await screen.findByLabelText('Hand in a file of what waits'), chosen('the file'))
    expect(await screen.findByText((_, element) => element !== null && element.children.length <= 1 && said.test(textOf(element)))).toBeTruthy()
    expect(seen).toEqual(['the file'])
    await expectAccessible(container, { page: true })
  })
})

describe('what the service never took (P8)', () => {
  const never = (recordId: RecordId, code: string): QuarantinedAct => ({
    actId: '00000000-0000-7000-8000-000000000201' as ActId, recordId, kind: 'session', type: 'fields.edit', at: '2026-06-10T09:12:00Z' as QuarantinedAct['at'],
    body: { 'topic.1': { value: { state: 'note', note: 'All of it.' }, from: null } }, code, fields: [],
  })

  test.each([
    ['act-too-large', 'It is too long to send. Export a copy, then write it again in shorter parts.'],
    ['act-unreadable', 'The service could not read it at all. Export a copy and show it to whoever looks after Countersign for you.'],
  ])('is listed with its words, says that it is here alone, and can be exported but not withdrawn: %s', async (code, because) => {
    const dana = memoryDevice(DANA)
    const record = await complete(dana)
    dana.setQuarantined([never(record, code)])
    await renderInside(page, dana)
    expect(await screen.findByText(`${because} It is on this device only. Nobody else’s work waits for it. We try again each time you unlock and each time you press “Send now”.`)).toBeTruthy()
    expect(screen.getByText('All of it.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Export a copy' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Open the record' }).getAttribute('href')).toBe(`/sessions/${record}`)
  })

  test('what can’t be opened on this device any more is counted', async () => {
    const dana = memoryDevice(DANA)
    dana.setSync({ word: 'on-device', unsent: 3, unreadable: 1 })
    await renderInside(page, dana)
    expect(await screen.findByText(/^1 of them can’t be opened on this device any more\. It is kept/)).toBeTruthy()
  })
})
