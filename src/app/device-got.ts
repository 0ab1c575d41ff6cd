/** What an open device is shown without, and is got once the app has started: there may be no connection later. */
import { type Rest } from './device-rest.ts'
import { type Writing } from './device-writing.ts'

export const getWriting = async (): Promise<Writing> => {
  const [{ writing }] = await Promise.all([import('./device-writing.ts'), import('../store/person-writing.ts'), import('../store/dexie-writing.ts')])
  return writing
}

export const getRest = async (): Promise<Rest> => (await import('./device-rest.ts')).rest

/** Gets what saving needs, and showing only while something is not sent; and what is done now and then. */
export const preloadDevice = (): void => {
  getWriting().catch(() => undefined)
  getRest().catch(() => undefined)
}
