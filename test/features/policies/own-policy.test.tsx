import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { publishAct } from '../../../src/queries/policies.ts'
import { like, shipped, usable } from '../../domain/policy/own.ts'
import { expectAccessible } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { type Shown } from '../show.tsx'
import { administrator, show } from './show.tsx'

const own = usable({ ...shipped('sefton'), id: 'our-own', name: { en: 'Our own policy' } })
const OWN = '/policies/own'
const input = (): HTMLElement => screen.getByLabelText('Choose a policy file (JSON)')
const choose = async ({ user }: Shown, content: string | Uint8Array<ArrayBuffer>): Promise<void> => {
  await user.upload(input(), new File([content], 'policy.json', { type: 'application/json' }))
}
/** The file with values put in their places; undefined takes one out. */
const jsonOf = (changes: Readonly<Record<string, unknown>>): string => {
  const draft = JSON.parse(JSON.stringify(own)) as Record<string, unknown>
  for (const [place, value] of Object.entries(changes)) {
    const steps = place.split('.')
    const last = steps.pop() ?? ''
    const at = steps.reduce((within, step) => within[step] as Record<string, unknown>, draft)
    if (value === undefined) delete at[last]
    else at[last] = value
  }
  return JSON.stringify(draft, null, 2)
}
const said = async (): Promise<string> => textOf(await screen.findByRole('alert'))
const corrections = (): string[] => within(screen.getByRole('list', { name: 'What to put right' })).getAllByRole('listitem').map(textOf)

describe('a policy of the service’s own', () => {
  test('is read, shown and brought in', async () => {
    const olu = administrator()
    const shown = await show(olu, OWN)
    await choose(shown, `\u{FEFF}${JSON.stringify(own, null, 2)}`)
    const read = textOf(await screen.findByRole('region', { name: 'What was read' }))
    expect(read).toContain('NameOur own policy')
    expect(read).toContain('our-own@1')
    expect(read).toContain(`Rules${own.rules.length}`)
    expect(read).toContain(`Forms${own.forms.length}`)
    expect(olu.log).toHaveLength(0)
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('button', { name: 'Bring in this policy' }))
    const done = await screen.findByRole('heading', { level: 2, name: 'Our own policy is brought in' })
    expect(document.activeElement).toBe(done)
    expect(screen.getByText('On this device, not yet sent.')).toBeTruthy()
    expect(olu.log).toMatchObject([{ kind: 'policy', type: 'policy.publish', payload: { pack: own, on: '2026-06-10' } }])
    expect((await olu.snapshot()).allPacks().map(({ pack }) => pack.id)).toContain('our-own')
  })

  test('that cannot be used is listed with each place in the file and what to write', async () => {
    const shown = await show(administrator(), OWN)
    await choose(shown, jsonOf({
      'forms.0.sections.0.fields.0.class': 'Q',
      'tracks.record.within': 'five days',
      'tracks.policy-review.on': '2026-02-30',
      colour: 'red',
      organisation: undefined,
      'name.en': '',
      version: '1',
    }))
    expect(await said()).toContain('This file has 7 things to put right')
    expect(document.activeElement?.className).toContain('govuk-error-summary')
    expect(document.title).toMatch(/^Error: /)
    const rows = corrections()
    expect(rows).toContain('forms[0].sections[0].fields[0].class "Q" is not known here. Write one of these: A, B, C, D or E.')
    expect(rows).toContain('tracks["policy-review"].on "2026-02-30" is not a date that exists. Write it like 2026-06-08.')
    expect(rows).toContain('tracks.record.within "five days" is not a length of time. Write it like P2W (2 weeks), P1M (1 month) or P28D (28 days).')
    expect(rows).toContain('colour No policy has this key here. Correct its spelling or take it out.')
    expect(rows).toContain('organisation This is missing. Add it.')
    expect(rows).toContain('name.en This is empty. Write some text.')
    expect(rows).toContain('version "1" is not the right kind of value. Write a number.')
    expect(screen.queryByRole('button', { name: 'Bring in this policy' })).toBeNull()
    await expectAccessible(shown.container, { page: true })
    await shown.user.click(screen.getByRole('link', { name: /7 things to put right/ }))
    expect(document.activeElement).toBe(input())
  })

  test('that names rules it does not list, or lacks a form, is told what to add', async () => {
    const shown = await show(administrator(), OWN)
    await choose(shown, jsonOf({ 'tracks.record.rule': 'OUR-99', forms: own.forms.filter(({ record }) => record !== 'agreement') }))
    await said()
    expect(corrections()).toContain('tracks.record.rule "OUR-99" is not in the list “rules”. Add the rule there, or correct its id here.')
    expect(corrections()).toContain('forms No form has “record”: “agreement”. Add one.')
  })

  test('that is no JSON is told its line and column; a corrected file takes the error away', async () => {
    const shown = await show(administrator(), OWN)
    const whole = JSON.stringify(own, null, 2)
    await choose(shown, whole.replace('"version": 1,', '"version": 1'))
    expect(await said()).toContain('Line 4, column 3: the file is not complete JSON here.')
    expect(input().getAttribute('aria-invalid')).toBe('true')
    await choose(shown, whole)
    expect(await screen.findByRole('button', { name: 'Bring in this policy' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['is no text', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'We can’t read this file.'],
    ['is empty', '', 'Line 1, column 1'],
    ['says a key twice', JSON.stringify(own).replace('"version":1', '"version":1,"version":2'), 'This file has 1 thing to put right'],
    ['is no policy', '[]', 'This file has 1 thing to put right'],
    ['is nested too deep', `${'['.repeat(60)}${']'.repeat(60)}`, 'more than 24 deep'],
    ['has the id of one that ships', jsonOf({ id: 'sefton' }), 'Change “id” at the top of the file, for example to “our-sefton”'],
  ])('a file that %s is refused with what to do', async (_, content, says) => {
    const olu = administrator()
    const shown = await show(olu, OWN)
    await choose(shown, content)
    expect(await said()).toContain(says)
    expect(screen.queryByRole('button', { name: 'Bring in this policy' })).toBeNull()
    expect(olu.log).toHaveLength(0)
  })

  test('a version that is here already is told the next one', async () => {
    const olu = administrator()
    await olu.act(publishAct(like('sefton', { id: 'our-own', version: 1 }), olu))
    const shown = await show(olu, OWN)
    await choose(shown, JSON.stringify(own))
    expect(await said()).toContain('Change “version” in the file to 2')
  })

  test('a save that fails is said, and can be tried again', async () => {
    const olu = administrator()
    const shown = await show(olu, OWN)
    await choose(shown, JSON.stringify(own))
    olu.failSaves(true)
    await shown.user.click(await screen.findByRole('button', { name: 'Bring in this policy' }))
    expect(await said()).toContain('Not saved on this device')
    olu.failSaves(false)
    await shown.user.click(screen.getByRole('button', { name: 'Bring in this policy' }))
    expect(await screen.findByRole('heading', { level: 2, name: 'Our own policy is brought in' })).toBeTruthy()
  })
})
