import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { like } from '../../domain/policy/own.ts'
import { ADE, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { complete, day, earlier, planned, signAs } from '../sessions/seed.ts'
import { agree, observe } from './seed.ts'
import { show } from './show.tsx'

const file = `/people/${SAM_POST}/file`
const card = (name: string): HTMLElement => screen.getByRole('region', { name })
const FRONT = 'Personal Details – Front Sheet (Appendix 4)'
const JOB = 'The current job description and person specification'

describe('the sections', () => {
  test('stand in the order of Sefton’s own file; that of the assessed year only for who is in one (SEF-9)', async () => {
    const { container } = await show(memoryDevice(), file)
    const headings = screen.getAllByRole('heading', { level: 2 }).map(textOf)
    const expected = packOf('sefton')!.file!.filter(({ when }) => !when).map(({ title }) => title.en)
    expect(headings).toEqual([...expected, 'Everything, newest first'])
    await expectAccessible(container, { page: true })
  })

  test('hold the agreements, sessions and observations, each leading to its record', async () => {
    const dana = memoryDevice()
    const agreement = await agree(dana, true)
    const session = await earlier(dana, dana.as(SAM))
    const observation = await observe(dana, day('2026-06-17'))
    await show(dana, file)
    expect(hrefOf(within(card('Supervision Agreement (Appendix 1)')).getByRole('link'))).toBe(`/agreements/${agreement}`)
    expect(textOf(card('Supervision Agreement (Appendix 1)'))).toContain('Signed by both on Wed 10 June')
    expect(hrefOf(within(card('Supervision Records')).getByRole('link'))).toBe(`/sessions/${session}/read`)
    expect(hrefOf(within(card('Any Direct Observations of Practice')).getByRole('link'))).toBe(`/observations/${observation}`)
  })
})

describe('the front sheet', () => {
  test('is not offered where the policy has no form for it', async () => {
    const bare = like('sefton', { forms: packOf('sefton')!.forms.filter(({ record }) => record !== 'file') })
    await show(memoryDevice(undefined, undefined, [], bare), file)
    expect(card('Supervision Records')).toBeTruthy()
    expect(screen.queryByRole('region', { name: FRONT })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Fill in the front sheet' })).toBeNull()
  })

  test('knows what the record knows, and begins when somebody fills it in; the other of the two reads it', async () => {
    const dana = memoryDevice()
    const sam = dana.as(SAM)
    const { user, unmount, container } = await show(sam, file)
    expect(textOf(card(FRONT))).toContain('Job titleResidential worker')
    expect(textOf(card(FRONT))).toContain('Service & TeamLarkfield House')
    expect(textOf(card(FRONT))).toContain('17 questions are not answered yet.')
    expect((await sam.snapshot()).files.size).toBe(0)
    await user.click(within(card(FRONT)).getByRole('button', { name: 'Fill in the front sheet' }))
    await user.type(await screen.findByRole('textbox', { name: 'Surname' }), 'Oyelaran')
    await user.type(screen.getByRole('textbox', { name: 'Mobile Telephone No' }), '07700 900123')
    await expectAccessible(container, { page: true })
    await user.click(within(card(FRONT)).getByRole('button', { name: 'Done' }))
    await waitFor(() => expect(textOf(card(FRONT))).toContain('SurnameOyelaran'), { timeout: 15_000 })
    expect(textOf(card(FRONT))).toContain('15 questions are not answered yet.')
    unmount()
    await show(dana, file)
    expect(textOf(card(FRONT))).toContain('Mobile Telephone No07700 900123')
    expect((await dana.snapshot()).files.size).toBe(1)
  })

  test('keeps an address of 10,000 characters, from right to left, as it was written', async () => {
    const dana = memoryDevice()
    const { user } = await show(dana, file)
    await user.click(within(card(FRONT)).getByRole('button', { name: 'Fill in the front sheet' }))
    const long = 'רחוב 🌻 '.repeat(1250)
    await user.click(await screen.findByRole('textbox', { name: 'Home Address' }))
    await user.paste(long)
    await user.tab()
    await waitFor(async () => expect((await dana.snapshot()).files.get(SAM_POST)?.fields['home-address']?.value).toBe(long))
  })

  test('is not opened when its beginning can’t be saved', async () => {
    const dana = memoryDevice()
    const { user } = await show(dana, file)
    dana.failSaves(true)
    await user.click(within(card(FRONT)).getByRole('button', { name: 'Fill in the front sheet' }))
    expect(await within(card(FRONT)).findByRole('alert')).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'Surname' })).toBeNull()
  })
})

describe('what is kept elsewhere', () => {
  test('is listed, changed, taken out and put back; nothing is attached', async () => {
    const dana = memoryDevice()
    const { user, container } = await show(dana, file)
    const part = () => within(card(JOB))
    expect(part().getByText(/Nothing is attached/)).toBeTruthy()
    await user.click(part().getByRole('button', { name: /Add to the list/ }))
    await user.click(part().getByRole('button', { name: 'Add it' }))
    expect(part().getAllByText('Enter what it is')).toHaveLength(2)
    await user.type(part().getByRole('textbox', { name: 'What it is' }), 'Residential worker, level 3')
    await user.type(part().getByRole('textbox', { name: 'Where it is kept' }), 'Staff folder, office')
    await expectAccessible(container, { page: true })
    await user.click(part().getByRole('button', { name: 'Add it' }))
    const list = await part().findByRole('list', { name: 'Job description' })
    expect(textOf(list)).toContain('Residential worker, level 3Kept: Staff folder, office')
    await user.click(part().getByRole('button', { name: /^Change/ }))
    await user.type(part().getByRole('textbox', { name: 'Reference or version (optional)' }), 'JD-12')
    await user.click(part().getByRole('button', { name: 'Save changes' }))
    expect(await part().findByText('JD-12. Kept: Staff folder, office')).toBeTruthy()
    await user.click(part().getByRole('button', { name: /^Take out/ }))
    expect(await part().findByText(/“Residential worker, level 3” is taken out of the list\./)).toBeTruthy()
    await user.click(part().getByRole('button', { name: 'Put it back' }))
    expect(await part().findByText('JD-12. Kept: Staff folder, office')).toBeTruthy()
    expect([...(await dana.snapshot()).files.values()]).toHaveLength(1)
  })
})

describe('everything, newest first', () => {
  const items = () => within(screen.getByRole('list', { name: 'Everything, newest first' })).getAllByRole('listitem').map(textOf)

  test('sessions, signatures, agreements, supervisors, leave: for the two with names and words', async () => {
    const dana = memoryDevice()
    await agree(dana, true)
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    await signAs(dana.as(SAM), record, 'supervisee', 'agree-with-comment', 'The nights were four, not three.')
    const off = await planned(dana, day('2026-06-24'))
    await dana.act({ recordId: off, kind: 'session', type: 'session.cancel', payload: { plannedFor: day('2026-06-24'), reason: 'cover', note: 'secret words', on: dana.asOf() } })
    await dana.act({ recordId: off, kind: 'session', type: 'session.rebook', payload: { plannedFor: day('2026-06-26'), at: null, on: dana.asOf() } })
    const leave = { leave: dana.newId(), from: day('2026-08-03'), until: day('2026-08-14'), cancelled: false }
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.leave', payload: leave })
    for (const event of [{ type: 'training', on: day('2026-05-18') }, { type: 'absence', from: day('2026-05-04'), until: day('2026-05-29') }] as const) {
      await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.happened', payload: { happened: dana.newId(), event, withdrawn: false, on: dana.asOf() } })
    }
    const { user } = await show(dana, file)
    const all = items().join(' | ')
    for (const part of [
      'Session held with Dana Whitlock, 55 minutesWed 10 June',
      'Session record shared',
      'Sam Oyelaran signed the session record with a commentWed 10 June, 14:',
      'The nights were four, not three.',
      'Session of Wed 24 June cancelledWed 10 JuneToo few staff to leave the floor',
      'New date set: Fri 26 June',
      'Agreement drawn up',
      'Agreement in force, signed by both',
      'Leave planned: Mon 3 August to Fri 14 August',
      'Supervision trainingMon 18 May',
      'Supervisor away, Mon 4 May to Fri 29 MayMon 4 May',
      'Started as Residential worker, Larkfield House',
    ]) expect(all).toContain(part)
    expect(items().at(-1)).toContain('Started as Residential worker')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Agreements')
    expect(items().every((item) => /agreement/i.test(item))).toBe(true)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Observations')
    expect(screen.getByText('Nothing of this kind yet.')).toBeTruthy()
  })

  test('a disagreement referred and one settled, “I am overdue”, a void record', async () => {
    const dana = memoryDevice()
    const record = await complete(dana)
    const sam = dana.as(SAM)
    await signAs(dana, record, 'supervisor')
    await sam.act({ recordId: record, kind: 'session', type: 'record.refer', payload: { about: 'The rota', to: null, name: 'Alex Moor', on: dana.asOf() } })
    const referral = (await dana.snapshot()).sessions.get(record)!.referrals[0]!
    await dana.act({ recordId: record, kind: 'session', type: 'record.resolve', payload: { referral: referral.act, text: 'Talked through', on: dana.asOf() } })
    await sam.act({ recordId: SAM_POST, kind: 'post', type: 'post.ask', payload: { note: '', on: dana.asOf() } })
    await dana.act({ recordId: record, kind: 'session', type: 'record.void', payload: { reason: 'wrong-date', note: 'It was Tuesday', on: dana.asOf() } })
    await show(dana, file)
    const all = items()
    expect(all[0]).toContain('the session record made void')
    expect(all.join()).toContain('A disagreement about the session record referred to Alex Moor')
    expect(all.join()).toContain('The disagreement about the session record settled')
    expect(all.join()).toContain('Sam Oyelaran said that supervision is overdue')
    expect(all.join()).toContain('Session with Dana Whitlock, made void later')
  })

  test('a manager who is neither has dates, and nothing that anybody wrote (K8)', async () => {
    const dana = memoryDevice()
    await agree(dana, true)
    const old = await earlier(dana, dana.as(SAM))
    await signAs(dana.as(SAM), await complete(dana), 'supervisee', 'disagree', 'Not how it was.').catch(() => undefined)
    const sheet = await show(dana.as(SAM), file)
    await sheet.user.click(within(card(FRONT)).getByRole('button', { name: 'Fill in the front sheet' }))
    await sheet.user.type(await screen.findByRole('textbox', { name: 'Surname' }), 'Class A words')
    await sheet.user.tab()
    await waitFor(async () => expect((await dana.snapshot()).files.get(SAM_POST)?.fields['surname']?.value).toBe('Class A words'))
    sheet.unmount()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: '2026-06-10' as PlainDate } })
    const { container } = await show(dana, file)
    const page = textOf(container)
    expect(page).toContain('You manage Larkfield House and don’t supervise Sam.')
    expect(textOf(card(FRONT))).toContain('This part is between the two of them. It is not on your device.')
    expect(textOf(card(JOB))).toContain('This part is between the two of them.')
    expect(items().join()).toContain('Supervisor changed from Dana Whitlock to Ade Brightwell')
    expect(items().join()).toContain('Session held with Dana Whitlock')
    expect(page).not.toMatch(/Class A words|As talked about|Team Teach|Not how it was|Alex Moor|signed the/)
    expect(container.querySelector(`a[href*="${old}"]`)).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('an address of nobody here says so', async () => {
    await show(memoryDevice(), `/people/${RecordId.parse('00000000-0000-4000-8000-000000000077')}/file`)
    expect(screen.getByRole('heading', { name: 'We can’t find this person on this device' })).toBeTruthy()
  })
})
