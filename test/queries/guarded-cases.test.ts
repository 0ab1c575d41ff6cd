import { describe, expect, test } from 'vitest'
import { guardKnows } from '../../src/queries/guarded-cases.ts'
import { listAct } from '../../src/queries/case-lists.ts'
import { ADE, DANA, HOME, memoryDevice } from '../memory-device.ts'

describe('what the guard knows of the service (W6)', () => {
  test('the cases of every list here, and who works there; the same object until one of them changes', async () => {
    const dana = memoryDevice(DANA)
    await dana.act(listAct(HOME, [{ reference: 'LF-01', names: ['Jayden Marsh'] }]))
    const first = guardKnows(await dana.snapshot())
    expect(first.cases).toMatchObject([{ reference: 'LF-01', names: ['Jayden Marsh'] }])
    expect(first.colleagues).toContain('Ade Brightwell')
    const again = await dana.snapshot()
    expect(guardKnows(again)).toBe(guardKnows(again))
    await dana.act(listAct(HOME, [{ reference: 'LF-02', names: ['Kian Young'] }]))
    expect(guardKnows(await dana.snapshot()).cases.map(({ reference }) => reference)).toEqual(['LF-01', 'LF-02'])
  })

  test('somebody who has no list knows colleagues alone; an empty device knows nothing', async () => {
    expect(guardKnows(await memoryDevice(ADE).snapshot()).cases).toEqual([])
    expect(guardKnows({ caseLists: new Map(), people: new Map() })).toEqual({ cases: [], colleagues: [] })
  })
})
