/** What a policy has to be told of a person, asked of somebody new and put right for somebody who is here. */
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type PostId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { withFacts } from '../../../src/queries/home.ts'
import { ADE_POST, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { type Shown, typeDay } from '../show.tsx'
import { show } from './show.tsx'
import { under } from './under.ts'

const change = `/people/${SAM_POST}/change`
const box = (name: string): HTMLElement => screen.getByRole('textbox', { name })
const tick = (name: string): HTMLElement => screen.getByRole('checkbox', { name })
const pick = (name: string): HTMLElement => screen.getByRole('radio', { name })
const group = (name: string): HTMLElement => screen.getByRole('group', { name })
const changes = (): string => textOf(screen.getByRole('region', { name: 'What this changes' }))
const asked = (): readonly string[] => within(group('Is any of this true of them?')).getAllByRole('checkbox').map((one) => textOf((one as HTMLInputElement).labels?.[0] ?? null))
const alert = (): string => textOf(screen.getByRole('alert'))
const factsOf = async (device: MemoryDevice, id: PostId = SAM_POST) => (await device.snapshot()).posts.get(id)?.facts

const amend = async (device: MemoryDevice, facts: Record<string, Json>, id: PostId = SAM_POST): Promise<void> => {
  const post = (await device.snapshot()).posts.get(id)!
  await device.act({ recordId: id, kind: 'post', type: 'post.amend', payload: withFacts(post, facts, device.asOf()) })
}

/** Everything but what the policy goes by: a permanent, full-time social worker from Mon 1 June. */
const fill = async (shown: Shown): Promise<void> => {
  await shown.user.type(box('Full name'), 'Nia Pritchard')
  await shown.user.type(box('Post'), 'Social worker')
  await shown.user.selectOptions(screen.getByRole('combobox', { name: 'Kind of work' }), 'Social worker')
  await shown.user.click(pick('Permanent'))
  await shown.user.click(pick('Full-time'))
  await typeDay(shown, group('First day in this post'), '2026-06-01')
}
const toCheck = ({ user }: Shown): Promise<void> => user.click(screen.getByRole('button', { name: 'Continue' }))
const added = async (shown: Shown, device: MemoryDevice) => {
  await shown.user.click(screen.getByRole('button', { name: /^Add Nia/ }))
  await screen.findByRole('heading', { level: 1, name: /Nia Pritchard/ })
  return factsOf(device, shown.where().split('/')[2] as PostId)
}
const details = async (shown: Shown): Promise<void> => {
  await shown.user.click(pick('The details'))
}
const saved = async ({ user }: Shown): Promise<void> => {
  await user.click(screen.getByRole('button', { name: 'Save the details' }))
  await screen.findByRole('heading', { name: 'The details are changed' })
}

describe('somebody new', () => {
  test('wokingham asks of the assessed year and of probation, each with what it changes (WOK-A16a, WOK-A16b)', async () => {
    const dana = under(memoryDevice(), 'wokingham')
    const shown = await show(dana, '/people/new')
    expect(asked()).toEqual(['Newly qualified social worker in their assessed year (ASYE)', 'On probation', 'None of these'])
    const hint = screen.getByText(/^Then: fortnightly during probation \(WOK-A16b\)\.$/)
    expect(tick('On probation').getAttribute('aria-describedby')).toBe(hint.id)
    expect(screen.getByText('Then: weekly in the first six weeks, fortnightly for the next six months, monthly after the first six weeks and six months (WOK-A16a).')).toBeTruthy()
    await fill(shown)
    await toCheck(shown)
    expect(alert()).toContain('Select what is true of them, or “None of these”')
    expect(screen.queryByRole('group', { name: 'Last day of probation' })).toBeNull()
    await shown.user.click(tick('On probation'))
    await toCheck(shown)
    expect(alert()).toContain('Enter the last day of probation')
    await typeDay(shown, group('Last day of probation'), '2026-05-31')
    await toCheck(shown)
    expect(alert()).toContain('The last day of probation must be the day they were employed or later')
    await expectAccessible(shown.container, { page: true })
    await typeDay(shown, group('Last day of probation'), '2026-11-30')
    await toCheck(shown)
    expect(changes()).toContain('First session by Mon 15 June: fortnightly during probation (WOK-A16b).')
    expect(screen.getByText('Probation ends on').nextElementSibling?.textContent).toBe('Mon 30 November')
    expect(await added(shown, dana)).toEqual({ probationEndsOn: '2026-11-30' })
    expect(screen.getByText('Probation ends on')).toBeTruthy()
  })

  test('errors lead by keyboard to what they are about', async () => {
    const shown = await show(under(memoryDevice(), 'wokingham'), '/people/new')
    await fill(shown)
    await toCheck(shown)
    expect(document.activeElement?.className).toContain('govuk-error-summary')
    await shown.user.tab()
    expect(textOf(document.activeElement)).toBe('Select what is true of them, or “None of these”')
    await shown.user.keyboard('{Enter}')
    expect(document.activeElement).toBe(tick('Newly qualified social worker in their assessed year (ASYE)'))
    await shown.user.tab()
    await shown.user.keyboard(' ')
    await toCheck(shown)
    await shown.user.click(screen.getByRole('link', { name: 'Enter the last day of probation' }))
    expect(document.activeElement).toBe(within(group('Last day of probation')).getByRole('textbox', { name: 'Day' }))
  })

  test('havering: a newly qualified social worker weekly from the first day (HAV-App3.d)', async () => {
    const dana = under(memoryDevice(), 'havering')
    const shown = await show(dana, '/people/new')
    expect(asked()).toEqual([
      'Newly qualified social worker in their assessed year (ASYE)', 'Newly qualified in another profession', 'Came to this post from outside the UK', 'None of these',
    ])
    await fill(shown)
    await shown.user.click(tick('Newly qualified social worker in their assessed year (ASYE)'))
    expect(screen.queryByRole('group', { name: 'Day they qualified' })).toBeNull()
    await toCheck(shown)
    expect(changes()).toContain('First session by Mon 8 June: weekly in the first six weeks (HAV-App3.d).')
    expect(await added(shown, dana)).toEqual({ newlyQualified: 'social-worker' })
    expect(screen.getByText('Social worker in the assessed year (ASYE)')).toBeTruthy()
  })

  test('havering: newly qualified otherwise needs the day, and is not both kinds at once (HAV-App3.c)', async () => {
    const dana = under(memoryDevice(), 'havering')
    const shown = await show(dana, '/people/new')
    await fill(shown)
    await shown.user.click(tick('Newly qualified in another profession'))
    await shown.user.click(tick('Newly qualified social worker in their assessed year (ASYE)'))
    await typeDay(shown, group('Day they qualified'), '2026-06-11')
    await toCheck(shown)
    expect(alert()).toContain('Select one kind of newly qualified, not both')
    expect(alert()).toContain('The day they qualified must be today or in the past')
    await shown.user.click(tick('Newly qualified social worker in their assessed year (ASYE)'))
    await typeDay(shown, group('Day they qualified'), '2026-05-20')
    await toCheck(shown)
    expect(changes()).toContain('fortnightly in the first three months after qualifying (HAV-App3.c)')
    expect(await added(shown, dana)).toEqual({ newlyQualified: 'other', qualifiedOn: '2026-05-20' })
  })

  test('havering: from outside the UK (HAV-App3.i); “None of these” takes every tick away, and a tick takes it away', async () => {
    const dana = under(memoryDevice(), 'havering')
    const shown = await show(dana, '/people/new')
    await fill(shown)
    await shown.user.click(tick('Newly qualified in another profession'))
    await shown.user.click(tick('None of these'))
    expect(tick('Newly qualified in another profession')).toHaveProperty('checked', false)
    await shown.user.click(tick('Came to this post from outside the UK'))
    expect(tick('None of these')).toHaveProperty('checked', false)
    await toCheck(shown)
    expect(changes()).toContain('weekly in the first four weeks after coming from outside the UK (HAV-App3.i)')
    expect(await added(shown, dana)).toEqual({ fromOutsideUk: true })
  })

  test('sefton: somebody who does not work in the home itself has no fortnight (SEF-3.17)', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, '/people/new')
    expect(asked()).toEqual(['Newly qualified social worker in their assessed year (ASYE)', 'Does not work in the home itself', 'None of these'])
    expect(screen.getByText('Then this does not apply: fortnightly in the first six months (SEF-3.17).')).toBeTruthy()
    await fill(shown)
    await shown.user.click(tick('Does not work in the home itself'))
    await toCheck(shown)
    expect(changes()).toContain('First session by Wed 1 July: monthly (SEF-3.8).')
    expect(changes()).not.toContain('SEF-3.17')
    expect(await added(shown, dana)).toEqual({ residentialHome: false })
  })

  test('sefton: in a team, somebody who works in a home has the fortnight all the same (SEF-3.17)', async () => {
    const dana = under(memoryDevice(), 'sefton')
    const shown = await show(dana, '/people/new')
    await fill(shown)
    await shown.user.click(tick('Works in a residential home'))
    await toCheck(shown)
    expect(changes()).toContain('First session by Mon 15 June: fortnightly in the first six months (SEF-3.17).')
    expect(await added(shown, dana)).toEqual({ residentialHome: true })
  })

  test('a policy that goes by nothing of the kind asks nothing', async () => {
    const shown = await show(under(memoryDevice(), 'sswb'), '/people/new')
    expect(screen.queryByRole('group', { name: 'Is any of this true of them?' })).toBeNull()
    await fill(shown)
    await toCheck(shown)
    expect(screen.getByRole('heading', { level: 1, name: 'Check before you add them' })).toBeTruthy()
  })
})

describe('somebody who is here', () => {
  test('is put right, with the date and the rule before and after (SEF-3.12)', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, change)
    await details(shown)
    expect(asked()).not.toContain('None of these')
    await shown.user.click(tick('Newly qualified social worker in their assessed year (ASYE)'))
    expect(changes()).toContain('The next session now: Due Mon 22 January 2024: Fortnightly in the first six months (SEF-3.17)')
    expect(changes()).toContain('After this change: Due Mon 15 January 2024: Weekly in the first six weeks (SEF-3.12)')
    await expectAccessible(shown.container, { page: true })
    await saved(shown)
    expect(await factsOf(dana)).toEqual({ newlyQualified: 'social-worker' })
  })

  test('keeps every fact that this policy does not ask, and what holds for a while', async () => {
    const real = memoryDevice()
    const kept = {
      fromOutsideUk: true, qualifiedOn: '2026-01-05', residentialHome: true,
      variations: [{ every: 'P2W', from: '2026-06-01', reason: 'after sickness' }],
      excused: [{ from: '2026-06-01', until: '2026-06-05', reason: 'training', authorisedBy: 'Alex Moor' }],
    }
    await amend(real, { ...kept, probationEndsOn: '2026-12-01' })
    const dana = under(real, 'wokingham')
    const shown = await show(dana, change)
    await details(shown)
    expect(tick('On probation')).toHaveProperty('checked', true)
    expect(within(group('Last day of probation')).getByRole('textbox', { name: 'Month' })).toHaveProperty('value', '12')
    await shown.user.click(tick('On probation'))
    await saved(shown)
    expect(await factsOf(dana)).toEqual(kept)
  })

  test('another kind of newly qualified than the policy knows stays until somebody says otherwise', async () => {
    const real = memoryDevice()
    await amend(real, { newlyQualified: 'other', qualifiedOn: '2026-05-20' })
    const dana = under(real, 'wokingham')
    const shown = await show(dana, change)
    await details(shown)
    await shown.user.type(box('Post'), ' (duty)')
    await saved(shown)
    expect(await factsOf(dana)).toEqual({ newlyQualified: 'other', qualifiedOn: '2026-05-20' })
  })

  test('a day that is wrong is not saved, nor is anything when the save fails', async () => {
    const real = memoryDevice()
    const dana = under(real, 'wokingham')
    const shown = await show(dana, change)
    await details(shown)
    await shown.user.click(tick('On probation'))
    await shown.user.type(within(group('Last day of probation')).getByRole('textbox', { name: 'Day' }), '31')
    await shown.user.click(screen.getByRole('button', { name: 'Save the details' }))
    expect(alert()).toContain('The last day of probation must include a month')
    expect(real.log).toHaveLength(0)
    await typeDay(shown, group('Last day of probation'), '2026-12-01')
    real.failSaves(true)
    await shown.user.click(screen.getByRole('button', { name: 'Save the details' }))
    expect(await screen.findByText(/Not saved on this device/)).toBeTruthy()
    expect(await factsOf(dana)).toEqual({})
  })

  test('a supervisor who does not manage the home reads what dates go by, and changes nothing', async () => {
    const dana = memoryDevice()
    await dana.act({ recordId: ADE_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: SAM, on: dana.asOf() } })
    await amend(dana, { newlyQualified: 'other', qualifiedOn: '2026-05-20', fromOutsideUk: true }, ADE_POST)
    await show(under(dana.as(SAM), 'havering'), `/people/${ADE_POST}`)
    const about = textOf(screen.getByRole('region', { name: 'About this post' }))
    expect(about).toContain('Newly qualifiedIn another profession')
    expect(about).toContain('Qualified onWed 20 May')
    expect(about).toContain('Came from outside the UKYes')
    expect(screen.queryByRole('link', { name: 'Change this post' })).toBeNull()
  })
})
