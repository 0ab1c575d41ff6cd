import { type ReactNode } from 'react'
import { useLocation } from 'wouter'
import { type PostId } from '../../domain/ids.ts'
import { type Planned } from '../../domain/planned.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, type ButtonKind, LinkButton } from '../../ui/button.tsx'
import { hrefOf } from '../addresses.ts'
import { SaveFailed } from './save-failed.tsx'
import { useSave } from './use-save.ts'

/** What is done with a date that lies ahead. */
export type PlannedPage = 'prepare' | 'move' | 'session'

/**
 * Goes to a page of the session of a date that lies ahead (`plannedOf`). A date that the two only agreed becomes a session
 * first: the same one on whichever device it is made.
 *
 * @returns `open` resolves once one is there or `failed` is said; nothing was made then
 */
export const useOpenPlanned = () => {
  const device = useDevice()
  const [, navigate] = useLocation()
  const { save, busy, failed } = useSave()
  const open = (postId: PostId, planned: Planned, page: PlannedPage): Promise<boolean> =>
    save(async () => {
      // Made on few taps: not part of what Today has to get.
      const { sessionFor } = await import('../../queries/planned-session.ts')
      const session = sessionFor(await device.snapshot(), postId, planned, device)
      if (typeof session === 'string') throw new Error(session)
      if (session.acts.length > 0) await device.acts(session.acts)
      navigate(hrefOf(page, { recordId: session.recordId }))
    })
  return { open, busy, failed }
}

export interface PlannedButtonProps {
  post: PostId
  planned: Planned
  page: PlannedPage
  kind?: ButtonKind | undefined
  children: ReactNode
}

/** "Prepare", "Cancel or move": a link where the session is there, a button that makes it where it is only a date. */
export const PlannedButton = ({ post, planned, page, kind = 'secondary', children }: PlannedButtonProps) => {
  const { open, busy, failed } = useOpenPlanned()
  if (planned.session) {
    return (
      <LinkButton kind={kind} href={hrefOf(page, { recordId: planned.session })}>
        {children}
      </LinkButton>
    )
  }
  return (
    <>
      <Button kind={kind} busy={busy} onClick={() => open(post, planned, page)}>
        {children}
      </Button>
      <SaveFailed failed={failed} />
    </>
  )
}
