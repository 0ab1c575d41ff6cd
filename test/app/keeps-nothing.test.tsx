import { afterEach, describe, expect, it, vi } from 'vitest'
import { keepsNothing, type WindowFacts, windowFacts } from '../../src/app/keeps-nothing.ts'

const here = (facts: Partial<WindowFacts>): WindowFacts => ({ engine: 'other', applePhone: false, installed: false, refused: null, ...facts })
const SAFARI = { name: 'UnknownError', message: 'The operation failed for an unknown transient reason (e.g. out of memory).' }
const FIREFOX = { name: 'SecurityError', message: 'Security error when calling GetDirectory' }

describe('whether a window keeps what is written in it', () => {
  it.each<[string, Partial<WindowFacts>, ReturnType<typeof keepsNothing>]>([
    ['V7: Firefox’s private window', { engine: 'gecko', refused: FIREFOX }, 'private-window'],
    ['V7: Safari’s private window on a Mac', { engine: 'webkit', refused: SAFARI }, 'private-window'],
    ['V7: Safari’s private window on an iPhone', { engine: 'webkit', applePhone: true, refused: SAFARI }, 'private-window'],
    ['V7: a tab on an iPad, whatever the browser', { engine: 'webkit', applePhone: true }, 'safari-tab'],
    ['installed on an iPad', { engine: 'webkit', applePhone: true, installed: true }, null],
    ['installed, and its file system refused for once', { engine: 'webkit', applePhone: true, installed: true, refused: SAFARI }, null],
    ['Safari on a Mac', { engine: 'webkit' }, null],
    ['Firefox', { engine: 'gecko' }, null],
    ['Firefox, whose file system failed otherwise', { engine: 'gecko', refused: { name: 'UnknownError', message: 'disk' } }, null],
    ['Safari on a Mac, whose file system failed otherwise', { engine: 'webkit', refused: { name: 'SecurityError', message: 'opaque' } }, null],
    ['Chromium, which refuses nothing in a private window: a miss', {}, null],
    ['Chromium, refused for whatever reason', { refused: FIREFOX }, null],
  ])('%s', (_, facts, answer) => {
    expect(keepsNothing(here(facts))).toBe(answer)
  })
})

describe('what is asked of the browser', () => {
  afterEach(() => vi.unstubAllGlobals())
  const browser = (vendor: string, getDirectory: () => Promise<unknown>, more: object = {}) =>
    vi.stubGlobal('navigator', { userAgent: 'Macintosh', maxTouchPoints: 0, vendor, storage: { getDirectory }, ...more })
  const media = (standalone: boolean) => vi.stubGlobal('matchMedia', () => ({ matches: standalone }))

  it('V7: a refusal is told by its name and its words', async () => {
    media(false)
    browser('Apple Computer, Inc.', () => Promise.reject(new DOMException(SAFARI.message, SAFARI.name)))
    expect(await windowFacts()).toEqual({ engine: 'webkit', applePhone: false, installed: false, refused: SAFARI })
  })

  it('V7: an iPad says that it is a Mac, and has a touch screen', async () => {
    media(false)
    browser('Apple Computer, Inc.', async () => ({}), { maxTouchPoints: 5 })
    expect(await windowFacts()).toEqual({ engine: 'webkit', applePhone: true, installed: false, refused: null })
  })

  it('a browser that never answers keeps nobody waiting, and is believed', async () => {
    media(false)
    browser('Apple Computer, Inc.', () => new Promise(() => undefined))
    expect((await windowFacts(5)).refused).toBeNull()
  })

  it('Chromium is not asked', async () => {
    media(false)
    const ask = vi.fn<() => Promise<unknown>>(async () => ({}))
    browser('Google Inc.', ask)
    expect([(await windowFacts()).engine, ask.mock.calls.length]).toEqual(['other', 0])
  })
})
