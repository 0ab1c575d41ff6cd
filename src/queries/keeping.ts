/** What the service answers about files to dispose of, and doing something about it: each answer says how all stands now. */
import { useState } from 'react'
import { type DisposalPropose, type Hold, KeepingAnswer, KeepingDone, type KeepingRefusal, type LeaversFile } from '../protocol/keeping.ts'
import { DeviceError, type DeviceErrorCode } from './device-error.ts'
import { type Asked, useAsked } from './online.ts'
import { useDevice } from './use-device.tsx'

export type { DisposalPropose, Hold, KeepingAnswer, KeepingRefusal, LeaversFile }

/** Why something was not done: the service's no, or that it could not be asked. */
export type NotDone = { readonly refused: KeepingRefusal } | { readonly problem: DeviceErrorCode }

export interface KeepingMatter {
  readonly asked: Asked<KeepingAnswer>
  readonly busy: boolean
  /** @returns null once it is done, or why it is not */
  readonly send: (path: `/api/${string}`, body?: unknown) => Promise<NotDone | null>
}

export const useKeeping = (): KeepingMatter => {
  const device = useDevice()
  const asked = useAsked({ path: '/api/disposals', method: 'GET' }, KeepingAnswer)
  const [now, setNow] = useState<KeepingAnswer>()
  const [busy, setBusy] = useState(false)
  return {
    asked: now ? { ...asked, value: now } : asked,
    busy,
    send: async (path, body) => {
      setBusy(true)
      try {
        const done = await device.ask(body === undefined ? { path } : { path, body }, KeepingDone)
        setNow(done.now)
        return done.refused === null ? null : { refused: done.refused }
      } catch (error) {
        return { problem: error instanceof DeviceError ? error.code : 'server-trouble' }
      } finally {
        setBusy(false)
      }
    },
  }
}
