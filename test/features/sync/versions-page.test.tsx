/** Competing versions in one place (P6): the list of them, the choice whatever kind of answer it is, every text again (I4). */
import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { type DeviceId, type RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { SyncPage } from '../../../src/features/sync/sync-page.tsx'
import { VersionsPage } from '../../../src/features/sync/versions-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { type HistoryAnswer } from '../../../src/protocol/history.ts'
import { DANA, memoryDevice, type MemoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { fakeHere, THIS_DEVICE } from '../devices/fakes.ts'
import { hrefOf, renderInside, textOf } from '../inside.tsx'
import { complete, NEW_ACTION, stateOf } from '../sessions/seed.ts'

const OTHER_DEVICE = '00000000-0000-4000-8000-0000000000d9' as DeviceId

/** An edit made on a device without having seen the value that is there now. */
const unseen = (device: Device, recordId: RecordId, field: string, value: Json, deviceId: DeviceId) => {
  const act = { recordId, kind: 'session', type: 'fields.edit', patch: { [field]: { value, from: null } }, deviceId } as const
  return device.act(act)
}
const here = (device: MemoryDevice): Device => ({ ...device, here: fakeHere() })

const competed = async () => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  const sams = await unseen(dana.as(SAM), id, 'topic.1', { state: 'note', note: 'Sam’s own note.' }, OTHER_DEVICE)
  return { dana, id, sams }
}
const whose = () => screen.getAllByRole('listitem').map((each) => textOf(each.querySelector('.cs-version__who')))

test('P6: the records in which something competes are listed, each with how many answers and a way to choose', async () => {
  const { dana, id } = await competed()
  await unseen(dana.as(SAM), id, 'topic.2', { state: 'note', note: 'Another.' }, OTHER_DEVICE)
  const { container } = await renderInside(<SyncPage onRewrite={() => undefined} />, dana)
  const list = await screen.findByRole('list', { name: 'Versions to choose from' })
  const link = within(list).getByRole('link', { name: 'Session with Sam Oyelaran, Wed 10 June' })
  expect(hrefOf(link)).toBe(`/sync/records/${id}`)
  expect(textOf(list)).toContain('2 answers to choose')
  await expectAccessible(container, { page: true })
})

test('P6: a version says who wrote it, when, and on which device', async () => {
  const { dana, id } = await competed()
  await unseen(dana, id, 'topic.1', { state: 'note', note: 'A third.' }, THIS_DEVICE)
  await unseen(dana, id, 'topic.1', { state: 'note', note: 'A fourth.' }, OTHER_DEVICE)
  const { container } = await renderInside(<VersionsPage recordId={id} />, here(dana))
  expect(await screen.findByRole('group', { name: '4 versions of topic 1: Ways of working' })).toBeTruthy()
  const said = whose()
  expect(said[0]).toMatch(/^Version 1: Dana, Wed 10 June, 14:3\d$/)
  expect(said[1]).toMatch(/^Version 2: Sam, Wed 10 June, 14:3\d, on another device$/)
  expect(said[2]).toMatch(/^Version 3: Dana, Wed 10 June, 14:3\d, on this device$/)
  expect(said[3]).toMatch(/^Version 4: Dana, Wed 10 June, 14:3\d, on another device of yours$/)
  await expectAccessible(container, { page: true })
})

test.each([
  ['a date', `actions.${NEW_ACTION}.by`, '2026-06-30', 'Tuesday 30 June 2026'],
  ['who does an action', `actions.${NEW_ACTION}.who`, 'supervisee', 'Sam Oyelaran'],
  ['an action that was taken out', `actions.${NEW_ACTION}.removed`, true, 'Action taken out.'],
  ['a tap', 'topic.6', { state: 'none-since-last' }, 'Nothing since last time'],
])('P6: %s is chosen here by keyboard, with no connection', async (_, field, value, words) => {
  const dana = memoryDevice(DANA)
  const id = await complete(dana)
  if (field.endsWith('removed')) await dana.edit({ recordId: id, kind: 'session', values: { [field]: false } })
  await unseen(field.startsWith('topic.') ? dana.as(SAM) : dana, id, field, value, OTHER_DEVICE)
  const { user } = await renderInside(<VersionsPage recordId={id} />, here(dana))
  const group = within(await screen.findByRole('group', { name: /^Two versions of/ }))
  expect(group.getByText(words)).toBeTruthy()
  expect(group.queryByRole('button', { name: 'Keep both' })).toBeNull()
  const theirs = group.getAllByRole('button').at(1)!
  while (document.activeElement !== theirs) await user.tab()
  await user.keyboard('{Enter}')
  await waitFor(async () => {
    const state = await stateOf(dana, id)
    expect([state.fields[field]?.value, state.competing]).toEqual([value, {}])
  })
  expect(await screen.findByText('Nothing is to be chosen: every answer has one version.')).toBeTruthy()
})

/** What the service has of the record's acts, as it answers. */
const historyOf = ({ log }: MemoryDevice, recordId: RecordId): HistoryAnswer => ({
  recordId,
  serverTime: log[0]!.deviceTime,
  acts: log
    .filter((act) => act.recordId === recordId)
    .map(({ actor, ...act }, index) => ({
      seq: index + 1, actor, receivedAt: act.deviceTime, outcome: 'applied' as const,
      act: {
        actId: act.actId, recordId, kind: act.kind, type: act.type, deviceTime: act.deviceTime, deviceId: act.deviceId ?? THIS_DEVICE, schema: 5, hash: 'a'.repeat(64),
        ...('patch' in act ? { patch: act.patch } : { payload: act.payload as unknown as Json }),
      },
    })),
})

test('I4: a version that was not chosen can be read again, with who wrote it, and says that it was not chosen', async () => {
  const { dana, id, sams } = await competed()
  const from = (await stateOf(dana, id)).fields['topic.1']!.act
  const value = { state: 'note', note: 'What we agreed.' }
  await dana.act({ recordId: id, kind: 'session', type: 'field.settle', payload: { field: 'topic.1', value, from, settles: [sams] } })
  dana.setAnswers(() => historyOf(dana, id))
  await renderInside(<VersionsPage recordId={id} />, here(dana))
  const section = within(await screen.findByRole('region', { name: 'topic 1: Ways of working' }))
  const said = section.getAllByRole('listitem').map((each) => [textOf(each.querySelector('.govuk-tag')), textOf(each.querySelector('.cs-version__text'))])
  expect(said).toEqual([
    ['What the record says', 'What we agreed.'],
    ['Not chosen', 'Sam’s own note.'],
    ['Not chosen', 'Talked about topic 1.'],
  ])
  expect(section.getByText(/by Sam, on another device/)).toBeTruthy()
})

test('I4: with no connection it says so, and what is to be chosen is there all the same', async () => {
  const { dana, id } = await competed()
  await renderInside(<VersionsPage recordId={id} />, dana)
  expect(await screen.findByRole('group', { name: 'Two versions of topic 1: Ways of working' })).toBeTruthy()
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
})
