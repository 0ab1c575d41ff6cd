/** One first sync in a real browser's page: this app's own loop and store, or the bare platform. */
import { browserWorld } from '../../src/app/device-browser.ts'
import { signIn } from '../../src/app/device-enter.ts'
import { type FirstSync } from './first-sync-measured.ts'
import { until } from './until.ts'

/**
 * Signed in and enrolled as people are, by the real loop. Whenever rows change what is shown is read again, as the screens do:
 * one reading at a time.
 */
const countersign = async (): Promise<FirstSync> => {
  const browser = browserWorld()
  let asked = 0
  let firstByte = 0
  const answer = await signIn(
    {
      ...browser,
      fetch: async (path, init) => {
        if (path !== '/api/changes') return browser.fetch(path, init)
        asked ||= performance.now()
        const reply = await browser.fetch(path, init)
        firstByte ||= performance.now()
        return reply
      },
    },
    'dana',
    'pw-dana',
  )
  if (answer.ok || answer.code !== 'enrol') throw new Error('not to be enrolled')
  const enrolled = await answer.enrolment.finish({ kind: 'shared', phrase: await answer.enrolment.newPhrase(), pin: '483920', passkey: false })
  if (enrolled.kind !== 'open') throw new Error(enrolled.kind)
  const { device } = enrolled
  let today = 0
  let reading = false
  let again = false
  const show = async (): Promise<void> => {
    again = reading
    if (reading) return
    reading = true
    const { posts, settings } = await device.snapshot()
    if (posts.size > 0 && settings.size > 0) today ||= performance.now()
    reading = false
    if (again) await show()
  }
  const stop = device.subscribe((changed) => {
    if (changed === 'rows') show().catch((error: unknown) => console.error(error))
  })
  await until(device, () => device.sync().lastVerified !== null)
  const done = performance.now()
  stop()
  const { sessions } = await device.snapshot()
  await device.lock()
  return { all: done - asked, today: today - firstByte, read: sessions.size }
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error('IndexedDB')))
  })

/** One fetch, then puts in one strict transaction. @param size of a row: how many documents */
const bare = async (size: number): Promise<FirstSync> => {
  const opening = indexedDB.open('bare', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows', size === 1 ? { keyPath: 'id' } : { autoIncrement: true }))
  const db = await settled(opening)
  const from = performance.now()
  const documents = (await (await fetch('/api/all', { cache: 'no-store' })).json()) as readonly object[]
  const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' })
  const rows = transaction.objectStore('rows')
  for (let n = 0; n < documents.length; n += size) rows.put(size === 1 ? documents[n] : documents.slice(n, n + size))
  await new Promise<void>((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(new Error('aborted')))
  })
  const all = performance.now() - from
  const stored = (await settled(db.transaction('rows').objectStore('rows').getAll())) as readonly unknown[]
  return { all, today: null, read: stored.flat().length }
}

Object.assign(globalThis, { firstSync: (how: 'countersign' | 'rows' | 'packs') => (how === 'countersign' ? countersign() : bare(how === 'rows' ? 1 : 100)) })
