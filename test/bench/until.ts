/** Waits, in a bench's page, until a device shows something. */
import { type OpenDevice } from '../../src/app/device-open.ts'

export const until = (device: OpenDevice, there: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!there()) return
      stop()
      resolve()
    }
    const stop = device.subscribe(look)
    look()
  })
