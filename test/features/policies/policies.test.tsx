import { screen, within } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { adoptAct, publishAct } from '../../../src/queries/policies.ts'
import { like, seftonAsking } from '../../domain/policy/own.ts'
import { ADE, DANA, HOME, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf, unreadable } from '../inside.tsx'
import { administrator, PACKS, show } from './show.tsx'

const day = (text: string) => text as PlainDate
const region = (name: string): HTMLElement => screen.getByRole('region', { name })
const SETTING = `/policies/settings/${HOME}`
const coming = (change: object = {}) => ({ pack: 'havering', packVersion: 1, settings: {}, readings: {}, from: day('2026-06-15'), ...change })

afterEach(() => vi.unstubAllGlobals())

describe('Policy', () => {
  test('each home with the policy in force, since when, and what is coming', async () => {
    const olu = administrator()
    await olu.act(adoptAct(HOME, coming(), 'Agreed in May.', day('2026-06-02')))
    const { container } = await show(olu, '/policies')
    const homes = textOf(region('Homes and teams'))
    expect(homes).toContain('Larkfield House')
    expect(homes).toContain('In force since it was set up')
    expect(homes).toContain('From Mon 15 June: works by')
    expect(homes).toContain('On this device')
    expect(hrefOf(screen.getByRole('link', { name: 'Larkfield House' }))).toBe(SETTING)
    await expectAccessible(container, { page: true })
  })

  test('SEF-0.1: says that the policy in force names no date for its own review', async () => {
    await show(administrator(), '/policies')
    expect(textOf(region('Things to look at'))).toContain(': the policy names no date for its own review.')
  })

  test('WOK-0.1: says that the policy in force was to be reviewed years ago', async () => {
    await show(administrator({ change: { pack: 'wokingham' } }), '/policies')
    expect(textOf(region('Things to look at'))).toContain('the policy says it was to be reviewed by Sun 31 October 2021.')
  })

  test('WAL-6a: says which settings are not chosen, with the way to choose them', async () => {
    await show(administrator({ change: { pack: 'wales-model' } }), '/policies')
    expect(textOf(region('Things to look at'))).toContain('asks for settings that nobody has chosen: “How often is supervision held?” and “How long are records kept?”.')
    expect(hrefOf(screen.getByRole('link', { name: 'Choose them for Larkfield House' }))).toBe(`${SETTING}/adopt?pack=wales-model@1`)
  })

  test('D4: that the bank holidays run out is said from six months before their last day', async () => {
    const said = async (at: string) => {
      const device = administrator()
      device.setClock(at as Instant)
      const { container, unmount } = await show(device, '/policies')
      const text = container.textContent ?? ''
      unmount()
      return text.includes('Bank holidays are known until Sun 31 December')
    }
    expect([await said('2028-06-29T10:00:00Z'), await said('2028-06-30T10:00:00Z')]).toEqual([false, true])
  })

  test('those that ship and the service’s own can be read and downloaded as JSON', async () => {
    const olu = administrator()
    await olu.act(publishAct(like('sefton', { id: 'our-own', name: { en: 'Our own policy' } }), olu))
    const made: Blob[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => (made.push(blob), 'blob:x'), revokeObjectURL: () => undefined }))
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      expect(this.download).toBe('our-own-1.json')
    })
    const { user } = await show(olu, '/policies')
    const own = within(region('Policies you can use')).getByRole('link', { name: 'Our own policy' })
    expect(hrefOf(own)).toBe('/policies/packs/our-own@1')
    const row = own.closest('li')!
    expect(textOf(row)).toContain('Your own')
    expect(textOf(row)).toContain('On this device')
    await user.click(within(row).getByRole('button', { name: 'Download (JSON) Our own policy, version 1' }))
    expect(clicked).toHaveBeenCalledTimes(1)
    const text = await made[0]!.text()
    expect(JSON.parse(text)).toMatchObject({ id: 'our-own', version: 1, name: { en: 'Our own policy' } })
    expect(text).toContain('\n  "id": "our-own"')
  })

  test('who manages a home reads all of it, without the buttons', async () => {
    await show(memoryDevice(DANA, undefined, [], seftonAsking, { administrator: ADE, packs: PACKS }), '/policies')
    expect(screen.getByRole('link', { name: 'Larkfield House' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Download/ })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Bring in a policy of your own' })).toBeNull()
  })

  test.each(['/policies', SETTING, `${SETTING}/adopt`, `${SETTING}/readings/SEF-AMB-1`, '/policies/own'])('%s is not for somebody who manages no home', async (href) => {
    const { container } = await show(memoryDevice(SAM, undefined, [], seftonAsking, { packs: PACKS }), href)
    expect(screen.getByText('Policy is for those who manage a home')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test.each([`${SETTING}/adopt`, `${SETTING}/readings/SEF-AMB-1`, '/policies/own'])('%s is the administrator’s alone', async (href) => {
    await show(memoryDevice(DANA, undefined, [], seftonAsking, { packs: PACKS }), href)
    expect(screen.getByText('Only an administrator can change this')).toBeTruthy()
  })

  test('a device that can’t be read says so, and is tried again', async () => {
    const { device, mend } = unreadable(administrator())
    const { user } = await show(device, '/policies')
    mend()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: 'Larkfield House' })).toBeTruthy()
  })
})

describe('the policy of one home', () => {
  test('what is in force, what was chosen, each open question, what is planned and what was before', async () => {
    const olu = administrator()
    const reading = { reading: 'weekly', reason: 'As the inspector reads it.', on: day('2026-06-02') }
    await olu.act(adoptAct(HOME, { ...coming({ pack: 'sefton', from: day('2026-06-01'), settings: { recordWithin: 'P5D' }, readings: { 'SEF-AMB-1': reading } }) }, 'After the inspection.', day('2026-06-02')))
    await olu.act(adoptAct(HOME, coming(), '', day('2026-06-02')))
    const { container } = await show(olu, SETTING)
    expect(textOf(region('In force now'))).toContain('SinceIt was set upLast changedMon 1 June: other settings and another reading of SEF-AMB-1Changed by')
    expect(textOf(region('In force now'))).toContain('After the inspection.')
    expect(textOf(region('What you have chosen'))).toContain('How soon a record is shared5 days')
    const questions = textOf(region('Open questions and how you read them'))
    expect(questions).toContain('How often do residential staff have a session? SEF-AMB-1As you read it: every week')
    expect(questions).toContain('Chosen by Dana Whitlock on Tue 2 June: As the inspector reads it.')
    expect(questions).toContain('The other readingevery month')
    expect(hrefOf(screen.getByRole('link', { name: 'Change the reading SEF-AMB-1' }))).toBe(`${SETTING}/readings/SEF-AMB-1`)
    expect(textOf(region('Planned'))).toContain('From Mon 15 June')
    expect(hrefOf(screen.getByRole('link', { name: 'Change this plan from Mon 15 June' }))).toBe(`${SETTING}/adopt?pack=havering%401&from=2026-06-15`)
    const history = within(region('Policies so far')).getAllByRole('listitem').map(textOf)
    expect(history).toHaveLength(2)
    expect(history[0]).toContain('Other settings and another reading of SEF-AMB-1')
    expect(history[1]).toContain('When it was set up')
    await expectAccessible(container, { page: true })
  })

  test('a policy that is not on this device is named by its id', async () => {
    await show(administrator({ change: { pack: 'lost', packVersion: 3 } }), SETTING)
    expect(textOf(region('In force now'))).toContain('lost, version 3 (not on this device)')
    expect(screen.queryByRole('link', { name: 'Change the settings' })).toBeNull()
    expect(screen.getByRole('link', { name: 'Take up another policy' })).toBeTruthy()
  })

  test('a manager reads it and is offered nothing to change', async () => {
    await show(memoryDevice(DANA, undefined, [], seftonAsking, { packs: PACKS }), SETTING)
    expect(region('In force now')).toBeTruthy()
    expect(screen.queryByRole('link', { name: /Change|Take up/ })).toBeNull()
  })

  test('a home that is not on this device is said so', async () => {
    await show(administrator(), '/policies/settings/00000000-0000-4000-8000-000000000077')
    expect(screen.getByText('We can’t find this home or team on this device')).toBeTruthy()
  })
})

describe('a policy to read', () => {
  test('its facts, its rules by section with force and place, its open questions and what it leaves to the service', async () => {
    const { container, user } = await show(administrator(), '/policies/packs/sefton@1')
    expect(textOf(region('About this policy'))).toContain('It names no date')
    expect(textOf(region('About this policy'))).toContain('Larkfield House')
    const rules = region('Its rules')
    expect(within(rules).getAllByText(/^Section \d \(\d\)$/).map(textOf)).toEqual(['Section 3 (2)', 'Section 8 (1)'])
    expect(textOf(document.getElementById('SEF-3.18'))).toContain('Section 3, Agency staff. Must.Agency staff have a session after sixteen shifts.')
    await user.click(within(rules).getByRole('button', { name: 'Show all rules' }))
    expect([...rules.querySelectorAll('details')].map(({ open }) => open)).toEqual([true, true])
    expect(textOf(region('Open questions'))).toContain('every monthAs it is set up')
    await expectAccessible(container, { page: true })
  })

  test('an address that names a rule opens its section and goes to it', async () => {
    window.location.hash = '#SEF-8.0'
    await show(administrator(), '/policies/packs/sefton@1')
    expect(document.activeElement?.id).toBe('SEF-8.0')
    expect([...region('Its rules').querySelectorAll('details')].map(({ open }) => open)).toEqual([false, true])
    window.location.hash = ''
  })

  test('anybody may read it: it is where their dates come from', async () => {
    await show(memoryDevice(SAM, undefined, [], seftonAsking, { packs: PACKS }), '/policies/packs/wales-model@1')
    expect(textOf(region('What it leaves to you'))).toContain('How long are records kept?Asked for before it is used. Suggested: 7 years')
    expect(screen.getByRole('link', { name: 'Today' })).toBeTruthy()
  })

  test('where things are taken, step by step, and who may read records for what, folded', async () => {
    const routes = [{ id: 'disagreement', kind: 'disagreement', rule: 'SEF-8.4', says: { en: 'The two disagree.' }, steps: [{ to: 'senior-manager', after: 'P5D', says: { en: 'decides' } }] }]
    const access = [{ key: 'audit', rule: 'SEF-7', says: { en: 'An audit of records.' }, readers: ['quality-assurance'], classes: ['B', 'C'], told: 'afterwards' }]
    const redactions = [{ rule: 'SEF-7', says: { en: 'Personal matters stay out.' }, readers: ['inspector'], classes: ['A'] }]
    const { container } = await show(administrator({ packs: [...PACKS, like('sefton', { id: 'our-own', routes, access, redactions })] }), '/policies/packs/our-own@1')
    expect(textOf(region('Where things are taken'))).toContain('A disagreement (SEF-8.4)The two disagree.A senior manager, after 5 days: decides')
    const readers = textOf(region('Who may read records'))
    expect(readers).toContain('An audit of records. SEF-7Quality assurance: practice and development and dates and compliance. The person is told afterwards.')
    expect(readers).toContain('Personal matters stay out. SEF-7Taken out for an inspector: personal matters.')
    await expectAccessible(container, { page: true })
  })

  test.each(['/policies/settings/nonsense', '/policies/settings/nonsense/adopt', '/policies/nonsense'])('%s is no page', async (href) => {
    await show(administrator(), href)
    expect(screen.getByRole('heading', { level: 1, name: 'No such page' })).toBeTruthy()
  })

  test('one that is not here is said so', async () => {
    await show(administrator(), '/policies/packs/sefton@9')
    expect(screen.getByText('This policy is not on this device')).toBeTruthy()
  })
})
