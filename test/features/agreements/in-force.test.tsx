/** Once both have signed: amended, reviewed, another supervisor, void. */
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { hrefOf } from '../../../src/features/addresses.ts'
import { agreementHref } from '../../../src/features/agreements/addresses.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { ADE, ADE_POST, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { hrefOf as hrefOfElement, textOf } from '../inside.tsx'
import { drawnUp, EXPECTATIONS, home, MORAG, signAs, stateOf } from './seed.ts'
import { show } from './show.tsx'

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const link = (name: string | RegExp): HTMLElement => screen.getByRole('link', { name })
const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
const pageText = (): string => textOf(document.body)

const signedByBoth = async (dana: MemoryDevice, values = {}): Promise<RecordId> => {
  const recordId = await drawnUp(dana, { ...EXPECTATIONS, ...values })
  await signAs(dana, recordId, 'supervisor')
  await signAs(dana.as(SAM), recordId, 'supervisee')
  return recordId
}

describe('an agreement that holds', () => {
  it('says why its review is due, and while it is a draft why it is to be signed (SEF-2.5, SEF-8.0)', async () => {
    const dana = home()
    const draft = await drawnUp(dana, EXPECTATIONS)
    const { unmount } = await show(dana, agreementHref(draft, 'write'))
    expect(hrefOfElement(link('Why is Sam’s supervision agreement due?'))).toBe(`/people/${SAM_POST}/why/agreement`)
    unmount()
    await signAs(dana, draft, 'supervisor')
    await signAs(dana.as(SAM), draft, 'supervisee')
    await show(dana.as(SAM), agreementHref(draft, 'read'))
    expect(hrefOfElement(link('Why is your agreement review due?'))).toBe(`/people/${SAM_POST}/why/agreement-review`)
  })

  it('is read whole by both, with its signatures, and can no longer be written in', async () => {
    const dana = home()
    const recordId = await signedByBoth(dana)
    const page = await show(dana.as(SAM), agreementHref(recordId, 'write'))
    expect(pageText()).toContain('The agreement holds from Wednesday 10 June 2026. Sessions are planned every month.')
    expect(pageText()).toContain('Next review by Thursday 10 June 2027.')
    expect(pageText()).toContain('Supervision checks that the job is done as well as')
    expect(pageText()).toContain('Thursday 11 June 2026')
    expect(screen.queryAllByRole('textbox')).toEqual([])
    expect(screen.queryByRole('button', { name: 'Reviewed, no change' })).toBeNull()
    expect(hrefOfElement(link('Add the dates to a calendar'))).toBe('/calendar')
    const signatures = within(screen.getByRole('region', { name: 'Signatures' }))
    expect(signatures.getAllByRole('listitem')).toHaveLength(2)
    await expectAccessible(page.container)
  })

  it('is looked at again: no change, with a note, and the next review is a year later', async () => {
    const dana = home()
    const recordId = await signedByBoth(dana)
    dana.setClock('2027-06-14T09:00:00Z' as Instant)
    const page = await show(dana, agreementHref(recordId))
    expect(pageText()).toContain('The review was due by Thursday 10 June 2027.')
    await page.tap(button('Reviewed, no change'))
    await page.user.type(box(/^Note/), 'Talked it through. It works.')
    await page.tap(button('Save the review'))
    await waitFor(() => expect(pageText()).toContain('Next review by Wednesday 14 June 2028.'))
    expect((await stateOf(dana, recordId)).reviews).toMatchObject([{ on: '2027-06-14', note: 'Talked it through. It works.' }])
    expect(textOf(screen.getByRole('region', { name: 'Versions and reviews' }))).toContain('Talked it through. It works.')
    await expectAccessible(page.container)
  })

  it('is amended: a new one that follows it, in force once both have signed; until then the old one holds', async () => {
    const dana = home()
    const first = await signedByBoth(dana)
    dana.setClock('2026-09-01T09:00:00Z' as Instant)
    const page = await show(dana, agreementHref(first))
    await page.tap(link('Amend'))
    await waitFor(() => expect(page.where()).not.toContain('/new/'))
    await screen.findByText(/This is to take the place of the agreement of Wednesday 10 June 2026/)
    const second = page.where().split('/').at(-1) as RecordId
    expect((await stateOf(dana, second)).follows).toBe(first)
    expect(screen.getAllByText('Taken over from the agreement before. Change it if it is not right.').length).toBeGreaterThan(10)
    await expectAccessible(page.container)
    await page.user.type(box('What I want from you as my supervisor'), ' And time.')
    await page.user.tab()

    await page.go(agreementHref(first))
    expect(await screen.findByText('There is a draft of a new agreement.')).not.toBeNull()
    expect(screen.queryByRole('link', { name: 'Amend' })).toBeNull()
    expect(hrefOfElement(link('Open the draft'))).toBe(agreementHref(second))

    await signAs(dana, second, 'supervisor')
    await signAs(dana.as(SAM), second, 'supervisee')
    await waitFor(() => expect(pageText()).toContain('A newer agreement holds now.'))
    expect(screen.queryByRole('region', { name: 'Review' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Add the dates to a calendar' })).toBeNull()
    await page.tap(link('Open the newer one'))
    const versions = within(await screen.findByRole('region', { name: 'Versions and reviews' }))
    expect(versions.getAllByRole('heading', { level: 3 }).map(textOf)).toEqual(['This agreement', 'An earlier agreement'])
    expect(hrefOfElement(versions.getByRole('link', { name: 'Open it' }))).toBe(agreementHref(first))
    await page.go(agreementHref(first))
    const before = within(await screen.findByRole('region', { name: 'Versions and reviews' }))
    expect(before.getAllByRole('heading', { level: 3 }).map(textOf)).toEqual(['A newer agreement', 'This agreement'])
  })

  it('is due for review at once when the supervisor is another, who draws up a new one', async () => {
    const dana = home()
    const first = await signedByBoth(dana)
    dana.setClock('2026-09-01T09:00:00Z' as Instant)
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: '2026-09-01' as PlainDate } })
    const ade = dana.as(ADE)
    const page = await show(ade, agreementHref(first))
    expect(pageText()).toContain('It is due now because the supervisor changed on Tuesday 1 September 2026.')
    expect(screen.queryByRole('button', { name: 'Reviewed, no change' })).toBeNull()
    await expectAccessible(page.container)
    await page.tap(link('Draw up a new agreement'))
    await screen.findByText(/This is to take the place of the agreement/)
    // What Dana said she would bring is not what Ade says; what Sam asks for is where they begin.
    expect((box('What I want from you as the supervisee') as HTMLTextAreaElement).value).toBe('')
    expect((box('What I want from you as my supervisor') as HTMLTextAreaElement).value).toBe(EXPECTATIONS['expect-a'])
  })
})

describe('another post', () => {
  it('begins afresh, whatever holds elsewhere: an agency worker meets at least every eight weeks', async () => {
    const dana = home()
    await signedByBoth(dana)
    const page = await show(dana, hrefOf('drawUp', { postId: ADE_POST }))
    await screen.findByText('12 of 16 answers are filled in for you. Change what is not right, and write the rest together.')
    expect(pageText()).not.toContain('to take the place of')
    expect(pageText()).toContain('The policy asks for it at least every 8 weeks.')
    expect((box('Workload') as HTMLTextAreaElement).value).toContain('Working the shifts booked in the home')
    await expectAccessible(page.container)
  })
})

describe('signed at the same moment', () => {
  it('one signs once more, and it holds', async () => {
    const dana = home()
    const recordId = await drawnUp(dana, EXPECTATIONS)
    const state = await stateOf(dana, recordId)
    // Neither had seen the other's signature: each content has salts of its own.
    const choice = { answer: 'agree' as const, comment: null, statement: 'As shown.', language: 'en' as const }
    await dana.acts(await signingActs(state, { ...choice, role: 'supervisor' }, dana))
    await dana.as(SAM).acts(await signingActs(state, { ...choice, role: 'supervisee' }, dana))
    expect((await stateOf(dana, recordId)).locked).toBe(false)
    const page = await show(dana, agreementHref(recordId))
    expect(pageText()).toContain('You both signed without seeing each other’s signature. Sign once more, and it holds.')
    await page.tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
    await page.tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Signed by both' })
    expect((await stateOf(dana, recordId)).locked).toBe(true)
  })
})

describe('void', () => {
  it('a draft made by mistake is taken out, with the reason, and another can be drawn up', async () => {
    const dana = home()
    const recordId = await drawnUp(dana)
    const page = await show(dana, agreementHref(recordId))
    await page.tap(button('This record is wrong: void it'))
    await page.tap(screen.getByRole('radio', { name: 'Made by mistake' }))
    await page.tap(button('Void this record'))
    await screen.findByText('This record is void. It counts for nothing.')
    expect(screen.queryAllByRole('textbox')).toEqual([])
    await expectAccessible(page.container)
    const next = await drawnUp(dana)
    expect(next).not.toBe(recordId)
  })
})

describe('not here', () => {
  it('says so', async () => {
    const dana = home()
    const page = await show(dana, agreementHref(dana.newId() as RecordId))
    expect(pageText()).toContain('This agreement is not on this device')
    await expectAccessible(page.container)
  })
})

describe('SEF-8.4: the two can’t agree on the agreement', () => {
  it.each(['check', 'read'] as const)('either refers it from where they %s it, to the manager it names', async (side) => {
    const dana = home()
    const recordId = await drawnUp(dana, { ...EXPECTATIONS, 'named-manager': { person: MORAG, name: 'Morag Ellery' } })
    await signAs(dana, recordId, 'supervisor')
    const page = await show(dana.as(SAM), agreementHref(recordId, side))
    await page.tap(button('We can’t agree on this record'))
    await page.tap(button('Refer it to Morag Ellery'))
    await page.user.type(box('What you can’t agree on'), 'How often we meet.')
    await page.tap(button('Refer it to Morag Ellery'))
    await waitFor(async () => expect((await stateOf(dana, recordId)).referrals).toMatchObject([{ to: MORAG, by: SAM, about: 'How often we meet.' }]))
    await expectAccessible(page.container)
  })
})
