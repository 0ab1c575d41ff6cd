/** "Why is this due?": the page that answers, and the links that lead to it. */
import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { type PostHappened } from '../../../src/domain/records/deeds/home.ts'
import { type PostState, type SettingState } from '../../../src/domain/records/record.ts'
import { type Device, type Snapshot } from '../../../src/queries/device.ts'
import { ADE, DANA, HOME, memoryDevice, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf, textOf } from '../inside.tsx'
import { type Extra, idsOf, populated } from '../populated.ts'
import { complete, day, planned } from '../sessions/seed.ts'
import { withSnapshot } from '../today/seed.ts'
import { agree } from './seed.ts'
import { typeDay } from '../show.tsx'
import { show } from './show.tsx'

const en = (text: string) => ({ en: text })
const card = (name: string): HTMLElement => screen.getByRole('region', { name })
const heading = (): string => textOf(screen.getByRole('heading', { level: 1 }))

/** The packs, with words for two of Sefton's rules and one open question. */
const listed = (pack: PolicyPack): PolicyPack =>
  PolicyPack.parse({
    ...JSON.parse(JSON.stringify(pack)),
    rules: [
      { id: 'SEF-3.17', section: en('Section 3, paragraph 3.17'), says: en('Somebody new in a home has supervision every two weeks for six months.'), force: 'must' },
      { id: 'SEF-6.2', section: en('Section 6, paragraph 6.2'), says: en('A copy is given within 5 working days.'), force: 'should' },
    ],
    ambiguities: [
      {
        id: 'SEF-AMB-9', says: en('Does every week count?'), rules: ['SEF-3.17'], reading: 'all',
        readings: [{ key: 'all', says: en('Every week counts.') }, { key: 'worked', says: en('Only weeks worked count.'), changes: [{ op: 'replace', path: '/name/en', value: 'Supervision, read otherwise' }] }],
      },
      { id: 'SEF-AMB-1', says: en('How often after six months?'), rules: ['SEF-3.2'], reading: 'monthly', readings: [{ key: 'monthly', says: en('Every month.') }] },
    ],
  })

interface Here {
  readonly setting?: Partial<SettingState>
  readonly packs?: readonly PolicyPack[]
}

const withHome = (device: MemoryDevice, { setting = {}, packs }: Here): MemoryDevice =>
  withSnapshot(device, (snapshot: Snapshot) => ({
    ...snapshot,
    packs: packs ?? snapshot.packs.map(listed),
    settings: new Map([...snapshot.settings].map(([id, state]) => [id, id === HOME ? { ...state, ...setting } : state])),
  }))

const whyOf = async (device: Device, post: PostState['id'], track: string) => show(device, `/people/${post}/why/${encodeURIComponent(track)}`)

/** The page about one more person than those of the home. */
const whyOfNew = async (extra: Omit<Extra, 'name'>, here: Here = {}, track = 'one-to-one') =>
  whyOf(withHome(populated(memoryDevice(), [{ name: 'Nia Pritchard', ...extra }]), here), idsOf(0).post, track)

const casual = { employment: 'casual', employedOn: '2026-05-25', heldOn: '2026-06-01' } as const
const agency = { employment: 'agency', employedOn: '2025-01-06', heldOn: '2026-05-20' } as const

describe('the answer', () => {
  test('a date by a rule: what it says, where it stands, how binding it is, what it is counted from, and the others', async () => {
    const { container } = await whyOfNew({ ...casual, shifts: 9 })
    expect(heading()).toBe('Why is Nia’s supervision due?Not due until Mon 15 June')
    expect(screen.getByText('The policy says: fortnightly in the first six months. The last session was on Mon 1 June.')).toBeTruthy()
    const rule = card('The rule')
    expect(textOf(rule)).toContain('Somebody new in a home has supervision every two weeks for six months.')
    expect(textOf(rule)).toContain('Rule SEF-3.17 Section 3, paragraph 3.17. It must happen.')
    expect(hrefOf(within(rule).getByRole('link', { name: 'Rule SEF-3.17' }))).toBe('/policies/packs/sefton@1#SEF-3.17')
    expect(textOf(card('Counted from'))).toContain('The last session, on Mon 1 June.2 weeks from then is Mon 15 June.')
    expect(hrefOf(within(card('Counted from')).getByRole('link', { name: 'See the shifts that made the count' }))).toBe(`/people/${idsOf(0).post}`)
    const others = card('Other rules that apply')
    expect(textOf(others)).toContain('9 of 16 shifts worked, so it has no date yet.')
    expect(textOf(others)).toContain('At least every eight weeksBy this rule: Mon 27 July. Your service can set this. It has not, so 8 weeks is used. Rule SEF-3.2')
    expect(textOf(rule)).not.toContain('Your service')
    expect(textOf(card('What you two agreed'))).toContain('There is no signed agreement that says how often')
    expect(textOf(card('Which policy'))).toContain('Sefton Council Children’s Services, version 1.In force here from the start.')
    await expectAccessible(container, { page: true })
  })

  test.each([
    [9, 'Not due yet: 9 of 16 shifts worked'],
    [13, '13 of 16 shifts worked: due soon'],
    [16, '16 of 16 shifts worked: due before the next shift'],
    [17, 'Overdue: 17 shifts worked, and it was due after 16'],
  ])('SEF-3.18: %i shifts', async (shifts, says) => {
    await whyOfNew({ ...agency, shifts }, { setting: { settings: { backstop: false } } })
    expect(heading()).toBe(`Why is Nia’s supervision due?${says}`)
    expect(screen.getByText('The policy says that supervision is due after every 16 shifts worked. The last session was on Wed 20 May.')).toBeTruthy()
    expect(textOf(card('Counted from'))).toContain(`The last session, on Wed 20 May.Shifts worked since then: ${shifts}, of 16.`)
  })

  test('overdue: since when, and how long ago that was', async () => {
    await whyOfNew({ heldOn: '2026-05-07' })
    expect(heading()).toContain('Overdue since Sun 7 June')
    expect(screen.getByText('As the policy is read here: monthly. The last session was on Thu 7 May. The last day for it was Sun 7 June, 3 days ago.')).toBeTruthy()
  })

  test('not due yet, and nobody met yet', async () => {
    await whyOfNew({ employedOn: '2026-06-08', employment: 'agency' })
    expect(textOf(card('Counted from'))).toContain('The start on Mon 8 June. No session has been held since.')
  })

  test('excused: until when, why and by whom; the date stays', async () => {
    const excused = [{ from: '2026-06-01', until: '2026-06-26', reason: 'parental leave', authorisedBy: 'Service manager' }]
    await whyOfNew({ heldOn: '2026-05-20', facts: { excused } })
    expect(heading()).toContain('Excused until Fri 26 June')
    expect(textOf(card('What you two agreed'))).toContain('Excused from Mon 1 June until Fri 26 June: parental leave. Authorised by Service manager.')
    expect(textOf(card('Counted from'))).toContain('1 month from then is Sat 20 June.')
  })

  test('a variation is no rule of the policy and is not cited', async () => {
    const variations = [{ every: 'P1W', from: '2026-06-01', until: '2026-07-31', reason: 'back after illness' }]
    await whyOfNew({ heldOn: '2026-06-05', facts: { variations } })
    expect(screen.getByText('It was agreed for this person: more often for a while, as agreed for this person (back after illness). The last session was on Fri 5 June.')).toBeTruthy()
    expect(textOf(card('The rule'))).toContain('It is no rule of the policy')
    expect(within(card('The rule')).queryByRole('link')).toBeNull()
    expect(textOf(card('What you two agreed'))).toContain('Every week, from Mon 1 June until Fri 31 July: back after illness.')
  })

  test('how often is not agreed: what is missing is said, and no date is made up', async () => {
    await whyOfNew({ group: 'student-social-worker', facts: { residentialHome: false } })
    expect(heading()).toContain('No date yet: something has to be decided first')
    expect(screen.getByText(/Once it is agreed and signed, or chosen by the service, a date shows here\./)).toBeTruthy()
  })

  test('the address names the obligation, encoded: a record, by the session’s id', async () => {
    const dana = memoryDevice()
    const record = await complete(dana)
    await whyOf(withHome(dana, {}), SAM_POST, `record:${record}`)
    expect(heading()).toBe('Why is Sam’s session record due?Not due until Wed 17 June')
    expect(textOf(card('The rule'))).toContain('It should happen.')
    expect(textOf(card('Counted from'))).toContain('The day of the session, Wed 10 June.5 working days from then is Wed 17 June. Weekends and bank holidays don’t count.')
    expect(screen.queryByRole('region', { name: 'What you two agreed' })).toBeNull()
  })

  test('what is not asked says so, and leads back', async () => {
    await whyOf(memoryDevice(), SAM_POST, 'three-way')
    expect(heading()).toBe('The policy does not ask for this now')
    expect(hrefOf(screen.getByRole('link', { name: 'Sam' }))).toBe(`/people/${SAM_POST}`)
  })
})

describe('what you two agreed (C7)', () => {
  test.each([
    ['P1W', 'Sessions every week.That is sooner than the policy asks, so the session is wanted by Mon 15 January 2024.'],
    ['P2W', 'Sessions every 2 weeks.That is the day the policy gives too.'],
    ['P1M', 'Sessions every month.That is longer than the policy allows, so it moves nothing.'],
  ])('%s', async (every, says) => {
    const dana = memoryDevice()
    await agree(dana, true, { every })
    await whyOf(dana, SAM_POST, 'one-to-one')
    expect(textOf(card('What you two agreed'))).toContain(says)
  })

  test('a manager who is neither of the two reads what the two of them agreed; the supervisee their own', async () => {
    const dana = memoryDevice()
    await agree(dana, true, { every: 'P2W' })
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: dana.asOf() } })
    const { unmount } = await whyOf(dana, SAM_POST, 'one-to-one')
    expect(textOf(card('What the two of them agreed'))).toContain('Sessions every 2 weeks.')
    unmount()
    await whyOf(dana.as(SAM), SAM_POST, 'one-to-one')
    expect(heading()).toContain('Why is your supervision due?')
    expect(card('What you two agreed')).toBeTruthy()
  })
})

describe('how the policy is read, and which it is', () => {
  const adopted = (more: object) => [{ packVersion: 1, settings: {}, readings: {}, reason: '', on: day('2026-01-20'), act: 'a', by: DANA, at: '2026-01-20T00:00:00Z', ...more }] as unknown as SettingState['policies']

  test('the reading that nobody changed, and the one a service chose with its reason and day', async () => {
    const { unmount } = await whyOfNew(casual)
    const folded = screen.getByText('2 questions about these rules').closest('details')
    expect(textOf(folded)).toContain('Does every week count?Read here as: Every week counts.Your service has not chosen another reading.')
    unmount()
    const readings = { 'SEF-AMB-9': { reading: 'worked', reason: 'Agreed with the staff council.', on: '2026-01-20' } }
    await whyOfNew(casual, { setting: { policies: adopted({ pack: 'sefton', from: '2026-02-01', readings }) } })
    expect(textOf(card('How this policy is read here'))).toContain('Read here as: Only weeks worked count.Your service chose this on Tue 20 January: Agreed with the staff council.')
    expect(screen.getByText('1 more question about these rules')).toBeTruthy()
    expect(textOf(card('Which policy'))).toContain('Supervision, read otherwise')
  })

  test('SEF-AMB-1: where a reading is what gives the date, it says so, and the question stands in sight', async () => {
    await whyOfNew({ heldOn: '2026-05-20' })
    expect(screen.getByText('As the policy is read here: monthly. The last session was on Wed 20 May.')).toBeTruthy()
    expect(textOf(card('The rule'))).toContain('MonthlyRule SEF-AMB-1 No paragraph says so. It is how the policy is read here: see below.')
    expect(textOf(card('How this policy is read here'))).toContain('How often after six months?Read here as: Every month.SEF-AMB-1')
    expect(screen.queryByText(/more question/)).toBeNull()
  })

  test('kept from an earlier policy: whose rule it is, and since when others hold', async () => {
    const havering = packOf('havering')!
    await whyOfNew({ heldOn: '2026-04-20' }, {
      packs: [listed(packOf('sefton')!), havering],
      setting: { policies: adopted({ pack: 'havering', packVersion: havering.version, from: '2026-06-01' }) },
    })
    expect(heading()).toContain('Overdue since Wed 20 May')
    expect(textOf(card('Which policy'))).toContain('Other rules came into force on Mon 1 June. This was asked for before then, so it stays as it was until it is done.')
  })

  test('SEF-3.2: the longest gap that a service chose, or the one used until it does', async () => {
    const { unmount } = await whyOfNew({ ...agency, shifts: 0 }, {})
    expect(textOf(card('The rule'))).toContain('Your service can set this. It has not, so 8 weeks is used.')
    unmount()
    await whyOfNew({ ...agency, shifts: 0 }, { setting: { settings: { backstop: 'P6W' } } })
    expect(textOf(card('The rule'))).toContain('Your service chose the longest gap: 6 weeks.')
  })
})

describe('dates that are not yet so', () => {
  test('the next session once this one is held, and a new date if one is called off today', async () => {
    const dana = memoryDevice()
    const { unmount } = await show(dana, `/people/${SAM_POST}/why/one-to-one?held=2026-06-10`)
    expect(heading()).toContain('Not due until Fri 10 July')
    expect(screen.getByText('This is how it will be once the session of Wed 10 June is held.')).toBeTruthy()
    unmount()
    const record = await planned(dana, day('2026-06-12'))
    await show(dana, `/people/${SAM_POST}/why/rearrange%3A${record}?off=${record}`)
    expect(heading()).toBe('Why is Sam’s new session date due?Not due until Wed 17 June')
    expect(screen.getByText('This is how it will be if the session is called off today.')).toBeTruthy()
  })
})

test('on a person’s page every due date has its own link, named for what it is about', async () => {
  const dana = memoryDevice()
  const record = await complete(dana)
  const { unmount } = await show(dana, `/people/${SAM_POST}`)
  const links = new Map(screen.getAllByRole('link', { name: /^Why is/ }).map((link) => [textOf(link), hrefOf(link)]))
  expect(Object.fromEntries(links)).toEqual({
    'Why is Sam’s supervision due?': `/people/${SAM_POST}/why/one-to-one`,
    'Why is Sam’s supervision agreement due?': `/people/${SAM_POST}/why/agreement`,
    'Why is Sam’s observation of practice due?': `/people/${SAM_POST}/why/observation`,
    'Why is Sam’s appraisal due?': `/people/${SAM_POST}/why/appraisal`,
    'Why is Sam’s session record due?': `/people/${SAM_POST}/why/record%3A${record}`,
  })
  unmount()
  await show(dana.as(SAM), `/people/${SAM_POST}`)
  expect(screen.getByRole('link', { name: 'Why is your supervision due?' })).toBeTruthy()
})

describe('writing down what was done', () => {
  const said = (device: MemoryDevice) => device.log.flatMap((act) => (act.type === 'post.happened' ? [act.payload] : []))
  const tracks = (more: object) => (pack: PolicyPack): PolicyPack => ({ ...pack, tracks: { ...pack.tracks, ...more } })
  const asking = (device: MemoryDevice, more: object): MemoryDevice =>
    withSnapshot(device, (snapshot) => ({ ...snapshot, packs: snapshot.packs.map(tracks(more)) }))
  const others = () => card('Also asked by the policy')
  const rowOf = (title: string): HTMLElement => within(others()).getByText(title, { selector: '.cs-row__title' }).closest('li')!

  test('done today in one deed; in the list with who wrote it; taken out again', async () => {
    const dana = memoryDevice()
    const { user, container } = await show(dana, `/people/${SAM_POST}`)
    await user.click(within(rowOf('Appraisal')).getByRole('button', { name: 'Write down that it was done Appraisal' }))
    await expectAccessible(container, { page: true })
    await user.click(within(rowOf('Appraisal')).getByRole('button', { name: 'It was done on this day' }))
    const written = await within(others()).findByRole('list', { name: 'Written down' })
    expect(textOf(written)).toContain('Appraisal, Wed 10 JuneWritten down by Dana Whitlock on Wed 10 June.')
    expect(said(dana)).toMatchObject([{ event: { type: 'appraisal', on: '2026-06-10' }, withdrawn: false, on: '2026-06-10' }])
    expect(textOf(rowOf('Appraisal'))).toContain('Not dueThu 10 June 2027')
    await user.click(within(written).getByRole('button', { name: 'Take out Appraisal, Wed 10 June' }))
    expect(await within(rowOf('Appraisal')).findByText('Overdue')).toBeTruthy()
    expect(within(others()).queryByRole('list', { name: 'Written down' })).toBeNull()
    const [done, taken] = said(dana)
    expect([taken?.happened, taken?.withdrawn]).toEqual([done?.happened, true])
  })

  test('on an earlier day; a day to come, or no day, is refused with what to do', async () => {
    const dana = memoryDevice()
    const shown = await show(dana, `/people/${SAM_POST}`)
    await shown.user.click(within(rowOf('Appraisal')).getByRole('button', { name: /Write down/ }))
    const box = within(rowOf('Appraisal')).getByRole('group', { name: 'Done on' })
    await typeDay(shown, box, '2026-06-11')
    await shown.user.click(within(rowOf('Appraisal')).getByRole('button', { name: 'It was done on this day' }))
    expect(within(rowOf('Appraisal')).getByText('The day it was done must be today or earlier')).toBeTruthy()
    expect(said(dana)).toEqual([])
    await typeDay(shown, box, '2026-05-29')
    await shown.user.click(within(rowOf('Appraisal')).getByRole('button', { name: 'It was done on this day' }))
    expect(textOf(await within(others()).findByRole('list', { name: 'Written down' }))).toContain('Appraisal, Fri 29 May')
  })

  test('a save that fails is said, and the form stays', async () => {
    const dana = memoryDevice()
    const { user } = await show(dana, `/people/${SAM_POST}`)
    await user.click(within(rowOf('Appraisal')).getByRole('button', { name: /Write down/ }))
    dana.failSaves(true)
    await user.click(within(rowOf('Appraisal')).getByRole('button', { name: 'It was done on this day' }))
    expect(await within(others()).findByRole('alert')).toBeTruthy()
    expect(within(rowOf('Appraisal')).getByRole('group', { name: 'Done on' })).toBeTruthy()
  })

  test('the supervisee reads it and writes nothing', async () => {
    const dana = memoryDevice()
    const event: PostHappened['event'] = { type: 'training', on: day('2026-06-01') }
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.happened', payload: { happened: dana.newId(), event, withdrawn: false, on: dana.asOf() } })
    await show(dana.as(SAM), `/people/${SAM_POST}`)
    expect(textOf(others())).toContain('Supervision training, Mon 1 JuneWritten down by Dana Whitlock')
    expect(within(others()).queryAllByRole('button')).toEqual([])
    expect(within(others()).getByRole('link', { name: 'Why is your appraisal due?' })).toBeTruthy()
  })

  test('HAV-6.5, WOK-A2, SSWB-7.1, SEF-3.14: each in plain words, what counts with its number, and one review at a time', async () => {
    const facts = { supervisees: 6, supervisesSince: '2020-01-06', newlyQualified: 'social-worker' }
    const quota = { rule: 'HAV-6.5', observation: { event: 'observation-done', count: 4, says: en('four observations a year') }, audit: { event: 'audit', count: 4, says: en('four audits a year') } }
    const device = asking(memoryDevice(), {
      quota,
      capacity: { rule: 'WOK-A2', says: en('no more than six people'), soonFrom: 5, overdueFrom: 7 },
      training: { rule: 'SSWB-7.1', says: en('supervision training, refreshed every three years'), event: 'training', every: 'P36M', from: 'never' },
    })
    const here = withSnapshot(device, (snapshot) => ({
      ...snapshot,
      posts: new Map([...snapshot.posts].map(([id, post]) => [id, id === SAM_POST ? { ...post, facts, employedOn: day('2026-01-08') } : post])),
    }))
    const { user } = await show(here, `/people/${SAM_POST}`)
    expect(textOf(rowOf('4 observations a year: 0 of 4 done'))).toContain('Four observations a year (HAV-6.5)')
    expect(textOf(rowOf('People supervised: 6'))).toContain('Why is the number of people that Sam supervises shown?')
    expect(textOf(rowOf('Supervision training'))).toContain('Due')
    expect(textOf(rowOf('People supervised: 6'))).toContain('Near the limit')
    expect(textOf(rowOf('People supervised: 6'))).not.toContain('Due soon')
    expect(within(rowOf('People supervised: 6')).queryByRole('button')).toBeNull()
    expect(within(rowOf('Review of the assessed year, 3 months')).getByRole('button')).toBeTruthy()
    expect(within(rowOf('Review of the assessed year, 6 months')).queryByRole('button')).toBeNull()
    await user.click(within(rowOf('4 observations a year: 0 of 4 done')).getByRole('button'))
    await user.click(within(others()).getByRole('button', { name: 'It was done on this day' }))
    expect(await within(others()).findByText('4 observations a year: 1 of 4 done')).toBeTruthy()
  })

  test('WOK-A13, HAV-App1.6: the supervisor is away; who covers is named later, in the same entry', async () => {
    const device = asking(memoryDevice(), { cover: { rule: 'HAV-App1.6', says: en('cover while the supervisor is away for more than a month'), after: 'P1M' } })
    const shown = await show(device, `/people/${SAM_POST}`)
    const { user } = shown
    await user.click(within(others()).getByRole('button', { name: 'The supervisor is away' }))
    const form = within(others()).getByRole('form', { name: 'The supervisor is away' })
    await typeDay(shown, within(form).getByRole('group', { name: 'Away until' }), '2026-06-01')
    await user.click(within(form).getByRole('button', { name: 'Save' }))
    expect(within(form).getByText('The last day must be the first day or later')).toBeTruthy()
    await typeDay(shown, within(form).getByRole('group', { name: 'Away until' }), '2026-08-31')
    await user.click(within(form).getByRole('button', { name: 'Save' }))
    expect(textOf(await within(others()).findByRole('list', { name: 'Written down' }))).toContain('Supervisor away, Wed 10 June to Mon 31 AugustNobody is named as cover yet.')
    await user.click(within(rowOf('Cover while the supervisor is away')).getByRole('button', { name: 'Name who covers' }))
    await user.type(within(others()).getByRole('textbox', { name: /Who supervises meanwhile/ }), 'Morag Bell')
    await user.click(within(others()).getByRole('button', { name: 'Save' }))
    expect(await within(others()).findByText(/Covered by Morag Bell\./)).toBeTruthy()
    expect(within(others()).queryByText('Cover while the supervisor is away')).toBeNull()
    const [first, second] = said(device)
    expect([second?.happened, second?.event]).toEqual([first?.happened, { type: 'absence', from: '2026-06-10' as PlainDate, until: '2026-08-31', cover: 'Morag Bell' }])
  })
})
