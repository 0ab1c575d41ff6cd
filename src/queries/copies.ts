/** People's own copies of their records (W5): what the service says of them, and asking it. */
import { useState } from 'react'
import { CopiesAnswer, type CopyRefusal, type CopyRelease, CopyReleased, CopyTaken, type CopyToReview, type OwnCopy, type ReviewAnswer, ReviewOpened } from '../protocol/copies.ts'
import { DeviceError, type DeviceErrorCode } from './device-error.ts'
import { type Asked, useAsked } from './online.ts'
import { useDevice } from './use-device.tsx'

export type { CopiesAnswer, CopyRefusal, CopyToReview, OwnCopy, ReviewAnswer }

const codeOf = (error: unknown): DeviceErrorCode => (error instanceof DeviceError ? error.code : 'server-trouble')

export interface CopiesMatter {
  readonly asked: Asked<CopiesAnswer>
  readonly busy: boolean
  /** Why the last thing asked for was not done. */
  readonly problem: DeviceErrorCode | null
  /** @returns whether it was asked for */
  readonly ask: () => Promise<boolean>
  /** @returns the file, or null where it could not be had */
  readonly take: (id: string) => Promise<{ readonly file: string; readonly html: string } | null>
}

export const useCopies = (): CopiesMatter => {
  const device = useDevice()
  const asked = useAsked({ path: '/api/copies', method: 'GET' }, CopiesAnswer)
  const [now, setNow] = useState<CopiesAnswer>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<DeviceErrorCode | null>(null)
  const doing = async <T>(work: () => Promise<T>): Promise<T | null> => {
    setBusy(true)
    setProblem(null)
    try {
      return await work()
    } catch (error) {
      setProblem(codeOf(error))
      return null
    } finally {
      setBusy(false)
    }
  }
  return {
    asked: now ? { ...asked, value: now } : asked,
    busy,
    problem,
    ask: async () => {
      const answer = await doing(() => device.ask({ path: '/api/copies' }, CopiesAnswer))
      if (answer) setNow(answer)
      return answer !== null
    },
    take: (id) => doing(() => device.ask({ path: `/api/copies/${id}/take` }, CopyTaken)),
  }
}

export interface ReviewMatter {
  /** Asked once, when the page opens: that it was opened is written down. */
  readonly asked: Asked<ReviewOpened>
  /** @returns null once the person can have it, or why not */
  readonly release: (covers: CopyRelease['covers']) => Promise<CopyRefusal | DeviceErrorCode | null>
}

export const useReview = (id: string): ReviewMatter => {
  const device = useDevice()
  return {
    asked: useAsked({ path: `/api/copies/${id}/review`, method: 'POST' }, ReviewOpened),
    release: async (covers) => {
      try {
        return (await device.ask({ path: `/api/copies/${id}/release`, body: { covers } }, CopyReleased)).refused
      } catch (error) {
        return codeOf(error)
      }
    },
  }
}
