import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { contentHash } from '../../../src/protocol/signed-content.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { complete, day, earlier, NEW_ACTION, planned, signAs, stateOf } from './seed.ts'
import { button, show } from './show.tsx'

const STATEMENT = 'I, Dana Whitlock, confirm that this is an accurate record of the supervision held with Sam Oyelaran on Wednesday 10 June 2026.'

describe('check answers', () => {
  it('shows every answer with a way back, "Not provided" for what was skipped, and the length', async () => {
    const dana = memoryDevice(DANA)
    await earlier(dana, dana.as(SAM))
    const id = await complete(dana)
    const { container } = await show(dana, `/sessions/${id}/check`)
    expect(screen.getByText('13:30 to 14:25, 55 minutes')).toBeDefined()
    expect(screen.getByText('Check what you wrote. The record is not complete until you have both signed it.')).toBeDefined()
    expect(screen.getByText('Signing shares it. Share it by Wed 17 June to be within the 5 working days that the policy allows.')).toBeDefined()
    const row = screen.getByText('1. Responses to and methods of working with children and young people').closest('div')!
    expect(row.textContent).toContain('Talked about topic 1.')
    const change = within(row).getByRole('link')
    expect(change.textContent).toBe('Change Responses to and methods of working with children and young people')
    expect(change.getAttribute('href')).toBe(`/sessions/${id}?section=topic.1`)
    expect(screen.getAllByText('Not provided').length).toBeGreaterThan(3)
    const action = screen.getByText('Swap one night shift with Ade').closest('div')!
    expect(action.textContent).toContain('Dana, by Wed 17 June')
    expect(within(action).getByRole('link').getAttribute('href')).toBe(`/sessions/${id}?section=actions.${NEW_ACTION}`)
    await expectAccessible(container, { page: true })
  })

  it('cannot be signed before it was held', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, dana.asOf())
    const { tap, container } = await show(dana, `/sessions/${id}/check`)
    await tap(button('Sign this record'))
    const problem = await screen.findByRole('alert')
    expect(within(problem).getAllByRole('link')).toHaveLength(12)
    expect(problem.textContent).toMatch(/Say when it was held/)
    expect(problem.parentElement).toBe(document.activeElement)
    expect(document.title).toMatch(/^Error: /)
    await expectAccessible(container, { page: true })
  })

  it('sends a supervisee to reading', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { where } = await show(dana.as(SAM), `/sessions/${id}/check`)
    await waitFor(() => expect(where()).toBe(`/sessions/${id}/read`))
  })
})

describe('the supervisor signs', () => {
  it('only with the tick, shares and signs together, and says what happens next', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { tap, container } = await show(dana, `/sessions/${id}/check`)
    expect(screen.getByText(STATEMENT)).toBeDefined()
    await tap(button('Sign this record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Tick to say that you have read the whole record/)
    expect((await stateOf(dana, id)).shared).toBeNull()
    await tap(screen.getByRole('checkbox', { name: 'I have read the whole record' }))
    await tap(button('Sign this record'))

    const panel = await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
    await waitFor(() => expect(document.activeElement).toBe(panel))
    expect(screen.getByText(/Shared with Sam on Wed 10 June. That is within the 5 working days the policy allows \(by Wed 17 June\)/)).toBeDefined()
    expect(screen.getByText('On this device, not yet sent.')).toBeDefined()
    const { shared, signatures } = await stateOf(dana, id)
    expect(shared?.on).toBe('2026-06-10')
    const sign = signatures[0]!.sign
    expect(sign).toMatchObject({ role: 'supervisor', answer: 'agree', comment: null, statement: STATEMENT, language: 'en', method: 'key', formVersion: 1, previous: null, on: '2026-06-10' })
    expect(sign.contentHash).toBe(contentHash(sign.content))
    expect(sign.content['field.feeling']?.value).toMatch(/^Tired after three nights/)
    expect(dana.log.slice(-2).map(({ type }) => type)).toEqual(['record.share', 'record.sign'])
    await expectAccessible(container, { page: true })
    dana.confirm()
    expect(await screen.findByText(/^Sent \d\d:\d\d\.$/)).toBeDefined()
  })

  it('carries on offline, and says so', async () => {
    const dana = memoryDevice(DANA)
    dana.setSync({ connection: 'offline' })
    const id = await complete(dana)
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(screen.getByRole('checkbox'))
    await tap(button('Sign this record'))
    expect(await screen.findByText(/You’re offline/)).toBeDefined()
    expect((await stateOf(dana, id)).signatures).toHaveLength(1)
  })

  it('says in red that the signature was not saved, and signs when it can be', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(screen.getByRole('checkbox'))
    dana.failSaves(true)
    await tap(button('Sign this record'))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Not saved on this device/)
    expect((await stateOf(dana, id)).shared).toBeNull()
    dana.failSaves(false)
    await tap(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
  })

  it('signs once however often the button is pressed', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    const { user } = await show(dana, `/sessions/${id}/check`)
    await user.click(screen.getByRole('checkbox'))
    await user.dblClick(button('Sign this record'))
    await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
    const { signatures, unsetSignatures } = await stateOf(dana, id)
    expect([signatures.length, unsetSignatures.length]).toEqual([1, 0])
  })

  it('signs once though it is pressed again before the page knows of the signature', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    let held: Promise<unknown> = Promise.resolve()
    let release = (): void => undefined
    const late = { ...dana, snapshot: async () => held.then(() => dana.snapshot()) }
    const { user } = await show(late, `/sessions/${id}/check`)
    await user.click(screen.getByRole('checkbox'))
    held = new Promise<void>((resolve) => {
      release = resolve
    })
    await user.click(button('Sign this record'))
    await waitFor(async () => expect((await stateOf(dana, id)).signatures).toHaveLength(1))
    await user.click(button('Sign this record'))
    release()
    await screen.findByRole('heading', { name: 'Waiting for Sam to sign' })
    const { signatures, unsetSignatures } = await stateOf(dana, id)
    expect([signatures.length, unsetSignatures.length]).toEqual([1, 0])
  })

  it('says when the policy’s days had passed', async () => {
    const dana = memoryDevice(DANA)
    const id = await planned(dana, day('2026-06-01'))
    await dana.edit({ recordId: id, kind: 'session', values: (await import('./seed.ts')).allTopics() })
    await (await import('./seed.ts')).hold(dana, id, day('2026-06-01'))
    const { tap } = await show(dana, `/sessions/${id}/check`)
    await tap(screen.getByRole('checkbox'))
    await tap(button('Sign this record'))
    expect(await screen.findByText(/later than the 5 working days the policy allows \(by Mon 8 June\)/)).toBeDefined()
  })

  it('is asked again when Sam changed his words after her signature, and told what changed', async () => {
    const dana = memoryDevice(DANA)
    const sam = dana.as(SAM)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    await sam.edit({ recordId: id, kind: 'session', values: { feeling: 'Better now.' } })
    await signAs(sam, id, 'supervisee')
    const { tap, container } = await show(dana, `/sessions/${id}/check`)
    expect(screen.getByText('This record was changed after you signed it. Read it and sign again.')).toBeDefined()
    expect(screen.getByText('What changed: Feelings')).toBeDefined()
    await expectAccessible(container, { page: true })
    await tap(screen.getByRole('checkbox'))
    await tap(button('Sign this record'))
    await waitFor(async () => expect((await stateOf(dana, id)).locked).toBe(true))
  })
})
