import { useLocation } from 'wouter'
import { type PostId } from '../../domain/ids.ts'
import { type Planned } from '../../domain/planned.ts'
import { sessionFor } from '../../queries/planned-session.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { hrefOf } from '../addresses.ts'
import { useSave } from '../shared/use-save.ts'

export interface PlannedSession {
  /** Goes to a page of the session of a date, and makes it first where it is only a date (SEF-8.0). */
  readonly open: (planned: Planned, page: 'prepare' | 'move') => Promise<boolean>
  readonly busy: boolean
  readonly failed: boolean
}

export const usePlannedSession = (postId: PostId): PlannedSession => {
  const device = useDevice()
  const [, navigate] = useLocation()
  const { save, busy, failed } = useSave()
  const open: PlannedSession['open'] = (planned, page) =>
    save(async () => {
      const made = sessionFor(await device.snapshot(), postId, planned, device)
      if (typeof made === 'string') throw new Error(made)
      if (made.acts.length > 0) await device.acts(made.acts)
      navigate(hrefOf(page, { recordId: made.recordId }))
    })
  return { open, busy, failed }
}
