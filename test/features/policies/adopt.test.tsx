import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { Settings } from '../../../src/domain/policy/facts.ts'
import { type Device } from '../../../src/queries/device.ts'
import { adoptAct } from '../../../src/queries/policies.ts'
import { seftonAsking } from '../../domain/policy/own.ts'
import { ADE, HOME, memoryDevice, type MemoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { hold, planned } from '../sessions/seed.ts'
import { type Shown, typeDay } from '../show.tsx'
import { administrator, homeOf, PACKS, show } from './show.tsx'

const day = (text: string) => text as PlainDate
const SETTING = `/policies/settings/${HOME}`
const ADOPT = `${SETTING}/adopt`
const group = (name: string | RegExp): HTMLElement => screen.getByRole('group', { name })
const radio = (name: string | RegExp): HTMLElement => screen.getByRole('radio', { name })
const region = (name: string): HTMLElement => screen.getByRole('region', { name })
const see = ({ user }: Shown): Promise<void> => user.click(screen.getByRole('button', { name: 'See who would be due' }))
const errors = (): string => textOf(screen.getByRole('alert'))

const fillLength = async ({ user }: Shown, name: string, count: string, unit?: string): Promise<void> => {
  const box = within(group(name)).getByRole('textbox', { name: 'Number' })
  await user.clear(box)
  if (count !== '') await user.type(box, count)
  if (unit) await user.selectOptions(within(group(name)).getByRole('combobox', { name: 'Unit' }), unit)
}
const OFTEN = 'How often is supervision held?'
const KEPT = 'How long are records kept?'

/** The model policy for Wales with what it asks for, from Mon 15 June. */
const fillWales = async (shown: Shown): Promise<void> => {
  await fillLength(shown, OFTEN, '2', 'weeks')
  await shown.user.type(screen.getByRole('textbox', { name: 'The law or standard it comes from' }), 'RISCA 2017, regulation 36')
  await typeDay(shown, group('From which day?'), '2026-06-15')
}

afterEach(() => vi.unstubAllGlobals())

describe('taking up a policy', () => {
  test('WAL-6a: the model policy is not taken up without an interval and its citation; each error leads to its field', async () => {
    const olu = administrator()
    const shown = await show(olu, `${ADOPT}?pack=wales-model@1`)
    expect(radio(/Wales|model/i)).toHaveProperty('checked', true)
    await fillLength(shown, KEPT, '')
    await see(shown)
    expect(errors()).toContain(`Answer “${OFTEN}”`)
    expect(errors()).toContain(`Answer “${KEPT}”`)
    expect(document.title).toMatch(/^Error: /)
    expect(document.activeElement?.className).toContain('govuk-error-summary')
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('link', { name: `Answer “${OFTEN}”` }))
    expect(document.activeElement).toBe(within(group(OFTEN)).getByRole('textbox', { name: 'Number' }))
    await fillLength(shown, OFTEN, '3')
    await fillLength(shown, KEPT, '7', 'years')
    await see(shown)
    expect(errors()).toBe(`There is a problemEnter the law or standard that “${OFTEN}” comes from`)
    await shown.user.click(screen.getByRole('link', { name: /Enter the law/ }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'The law or standard it comes from' }))
    expect(olu.log).toHaveLength(0)
  })

  test('is tried over the people of the home, and taken up from its day once that is confirmed', async () => {
    const olu = administrator()
    const shown = await show(olu, ADOPT)
    await shown.user.click(radio(/Wales|model/i))
    await fillWales(shown)
    await shown.user.type(screen.getByRole('textbox', { name: 'Why? (optional)' }), 'We moved to Wales.')
    await see(shown)
    expect(screen.getByRole('heading', { level: 1, name: 'Before Larkfield House works by this' })).toBeTruthy()
    const chosen = textOf(region('What you chose'))
    expect(chosen).toContain(`${OFTEN}every 2 weeks, by RISCA 2017, regulation 36`)
    expect(chosen).toContain(`${KEPT}7 years`)
    expect(chosen).toContain('FromMon 15 June')
    expect(textOf(region('Who would be due'))).toContain('On Mon 15 June:')
    expect(olu.log).toHaveLength(0)
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('button', { name: 'Use this policy from Mon 15 June' }))
    const done = await screen.findByRole('heading', { level: 2, name: 'Larkfield House works by this from Mon 15 June' })
    expect(document.activeElement).toBe(done)
    expect(screen.getByText('On this device, not yet sent.')).toBeTruthy()
    expect(olu.log.map(({ type }) => type)).toEqual(['setting.adopt'])
    const { policies } = await homeOf(olu)
    expect(policies).toMatchObject([
      { pack: 'wales-model', packVersion: 1, from: '2026-06-15', reason: 'We moved to Wales.', readings: {},
        settings: { oneToOne: { every: 'P2W', citation: 'RISCA 2017, regulation 36' }, retention: 'P7Y', backstop: false } },
    ])
    expect(Settings.safeParse(policies[0]?.settings).success).toBe(true)
    expect(hrefOf(screen.getByRole('link', { name: 'See Larkfield House' }))).toBe(SETTING)
  })

  test('a save that fails is said, and what was chosen stays', async () => {
    const olu = administrator()
    const shown = await show(olu, `${ADOPT}?pack=wales-model@1`)
    await fillWales(shown)
    await see(shown)
    olu.failSaves(true)
    await shown.user.click(screen.getByRole('button', { name: 'Use this policy from Mon 15 June' }))
    expect(textOf(await screen.findByRole('alert'))).toContain('Not saved on this device')
    await shown.user.click(screen.getByRole('button', { name: 'Change what you chose' }))
    expect(within(group(OFTEN)).getByRole('textbox', { name: 'Number' })).toHaveProperty('value', '2')
    olu.failSaves(false)
    await see(shown)
    await shown.user.click(screen.getByRole('button', { name: 'Use this policy from Mon 15 June' }))
    await screen.findByRole('heading', { level: 2, name: /works by this/ })
    expect(olu.log).toHaveLength(1)
  })

  test('nothing is chosen yet: a policy and a real day are asked for', async () => {
    const shown = await show(administrator(), ADOPT)
    await see(shown)
    expect(errors()).toContain('Select a policy')
    await shown.user.click(radio(/Wales|model/i))
    await fillLength(shown, OFTEN, '0')
    await typeDay(shown, group('From which day?'), '2026-02-31')
    await see(shown)
    expect(errors()).toContain(`“${OFTEN}” must be a whole number from 1 to 999`)
    expect(errors()).toContain('The day from which it is in force must be a real date')
  })

  test('what is in force already is not taken up again', async () => {
    const shown = await show(administrator(), `${ADOPT}?pack=sefton@1`)
    await see(shown)
    expect(errors()).toContain('This is what is in force on that day.')
  })

  test('other settings of the policy in force keep its readings, and days on which the service is closed are added one by one', async () => {
    const olu = administrator({ change: { pack: 'wales-model', settings: { oneToOne: { every: 'P3M', citation: 'RISCA' }, retention: 'P7Y' } } })
    const shown = await show(olu, `${ADOPT}?pack=wales-model@1`)
    expect(within(group(OFTEN)).getByRole('textbox', { name: 'Number' })).toHaveProperty('value', '3')
    expect(screen.getByRole('textbox', { name: 'The law or standard it comes from' })).toHaveProperty('value', 'RISCA')
    const closed = group('Days on which you are closed (optional)')
    await typeDay(shown, closed, '2026-12-24')
    await shown.user.click(screen.getByRole('button', { name: 'Add this day' }))
    expect(within(closed).getByText(/Thu 24 December 2026/, { selector: 'li' })).toBeTruthy()
    await typeDay(shown, closed, '2026-12-29')
    await fillLength(shown, 'By when is a record shared? (optional)', '5', 'working days')
    await see(shown)
    expect(textOf(region('What you chose'))).toContain('By when is a record shared?5 working days')
    await shown.user.click(screen.getByRole('button', { name: 'Use this policy from Wed 10 June' }))
    await screen.findByRole('heading', { level: 2, name: /works by this/ })
    expect((await homeOf(olu)).policies[0]?.settings).toMatchObject({ recordWithin: { workingDays: 5 }, closureDays: ['2026-12-24', '2026-12-29'], retention: 'P7Y' })
  })

  test('a day that has gone by, one that is said again, and one before something planned are said', async () => {
    const olu = administrator()
    const havering = { pack: 'havering', packVersion: 1, settings: {}, readings: {} }
    await olu.act(adoptAct(HOME, { ...havering, from: day('2026-06-01') }, '', day('2026-06-01')))
    await olu.act(adoptAct(HOME, { ...havering, from: day('2026-07-01'), settings: { retention: 'P8Y' } }, '', day('2026-06-01')))
    const shown = await show(olu, `${ADOPT}?pack=wales-model@1&from=2026-06-01`)
    await fillLength(shown, OFTEN, '2', 'weeks')
    await shown.user.type(screen.getByRole('textbox', { name: 'The law or standard it comes from' }), 'RISCA')
    await see(shown)
    const said = textOf(region('What you chose'))
    expect(said).toContain('This day has gone by. Due dates that people have already seen may change.')
    expect(said).toContain('It takes the place of what was said for that same day.')
    expect(said).toContain('Until Tue 30 June: then another policy')
  })
})

describe('who would be due', () => {
  const tried = async (device: Device = administrator()): Promise<Shown> => {
    const shown = await show(device, `${ADOPT}?pack=wales-model@1`)
    await fillWales(shown)
    await see(shown)
    return shown
  }

  /** Sam, who had a session on Fri 5 June, has the next by Sun 5 July; every two weeks it is by Fri 19 June. */
  const withSession = async (): Promise<MemoryDevice> => {
    const olu = administrator()
    await hold(olu, await planned(olu, day('2026-06-05')), day('2026-06-05'))
    return olu
  }

  test('is shown beside what is asked now, the differences first, as of any day', async () => {
    const shown = await tried(await withSession())
    const part = region('Who would be due')
    const head = within(part).getAllByRole('columnheader').map(textOf)
    expect(head.slice(0, 4)).toEqual(['Person', 'As things are', 'With it', 'What changes'])
    const [table] = within(part).getAllByRole('table')
    const rows = within(table!).getAllByRole('row').slice(1).map(textOf)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatch(/^Sam OyelaranResidential workerSun 5 July.*\(SEF-AMB-1\)Fri 19 June.*\(WAL-6a\)Sooner/)
    expect(textOf(part)).toContain('1 person would become due sooner')
    expect(textOf(part)).toContain('No change: 2')
    await typeDay(shown, group('As of which day?'), '2026-06-14')
    expect(textOf(part)).toContain('It is not in force on Sun 14 June, so nothing differs on that day. Choose a day from Mon 15 June on.')
    await typeDay(shown, group('As of which day?'), '2026-08-03')
    expect(textOf(part)).toContain('On Mon 3 August:')
  })

  test('on a narrow screen is a card for each person', async () => {
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }))
    const { container } = await tried(await withSession())
    const part = region('Who would be due')
    expect(within(part).queryByRole('table')).toBeNull()
    expect(within(within(part).getByRole('list', { name: 'Who would be due' })).getAllByRole('listitem').length).toBeGreaterThan(0)
    await expectAccessible(container, { page: true })
  })

  test('an administrator who manages nobody there is told whom it counts', async () => {
    const ade = memoryDevice(ADE, undefined, [], seftonAsking, { administrator: ADE, packs: PACKS })
    await tried(ade)
    const part = textOf(region('Who would be due'))
    expect(part).toContain('You don’t manage Larkfield House. Only those you supervise there are counted.')
  })

  test('nobody on this device', async () => {
    const olu = administrator()
    await tried({ ...olu, snapshot: async () => ({ ...(await olu.snapshot()), posts: new Map() }) })
    expect(textOf(region('Who would be due'))).toContain('Nobody of Larkfield House is on this device')
    expect(screen.getByRole('button', { name: 'Use this policy from Mon 15 June' })).toBeTruthy()
  })
})

describe('changing how a rule is read', () => {
  const READING = `${SETTING}/readings/SEF-AMB-1`

  test('needs a reading, a reason and a day; each error leads to its field', async () => {
    const olu = administrator()
    const shown = await show(olu, READING)
    expect(screen.getByRole('heading', { level: 1, name: /How often do residential staff have a session\?/ })).toBeTruthy()
    expect(hrefOf(screen.getByRole('link', { name: 'SEF-3.2' }))).toBe('/policies/packs/sefton@1#SEF-3.2')
    await see(shown)
    expect(errors()).toContain('Select how you read it')
    expect(errors()).toContain('Enter why you read it this way')
    await shown.user.click(screen.getByRole('link', { name: 'Enter why you read it this way' }))
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Why do you read it this way?' }))
    await shown.user.click(radio('every month'))
    await see(shown)
    expect(errors()).toContain('This is the reading in force on that day.')
    await expectAccessible(shown.container, { page: true })
    expect(olu.log).toHaveLength(0)
  })

  test('is saved with everything in force, once what it changes was seen', async () => {
    const olu = administrator()
    const kept = { pack: 'sefton', packVersion: 1, settings: { recordWithin: 'P5D' }, readings: {}, from: day('2026-06-01') }
    await olu.act(adoptAct(HOME, kept, '', day('2026-06-01')))
    const shown = await show(olu, READING)
    await shown.user.click(radio('every week'))
    await shown.user.type(screen.getByRole('textbox', { name: 'Why do you read it this way?' }), 'As the inspector reads it.')
    await see(shown)
    expect(textOf(region('What you chose'))).toContain('You will read it asevery week')
    expect(textOf(region('Who would be due'))).toContain('On Wed 10 June:')
    await shown.user.click(screen.getByRole('button', { name: 'Read it this way from Wed 10 June' }))
    expect(await screen.findByRole('heading', { level: 2, name: 'Read this way from Wed 10 June' })).toBeTruthy()
    const { policies } = await homeOf(olu)
    expect(policies.at(-1)).toMatchObject({
      pack: 'sefton', packVersion: 1, settings: { recordWithin: 'P5D' }, from: '2026-06-10',
      readings: { 'SEF-AMB-1': { reading: 'weekly', reason: 'As the inspector reads it.', on: '2026-06-10' } },
    })
  })

  test('is not possible on a day on which another policy is in force', async () => {
    const olu = administrator()
    await olu.act(adoptAct(HOME, { pack: 'havering', packVersion: 1, settings: {}, readings: {}, from: day('2026-07-01') }, '', day('2026-06-01')))
    const shown = await show(olu, READING)
    await shown.user.click(radio('every week'))
    await shown.user.type(screen.getByRole('textbox', { name: 'Why do you read it this way?' }), 'Because')
    await typeDay(shown, group('From which day?'), '2026-07-01')
    await see(shown)
    expect(errors()).toContain('Another policy is in force on that day.')
  })

  test('a question that the policy in force does not have is said so', async () => {
    await show(administrator(), `${SETTING}/readings/SEF-AMB-77`)
    expect(screen.getByText('The policy in force has no such question')).toBeTruthy()
  })
})
