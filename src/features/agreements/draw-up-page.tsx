import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type PostId, type RecordId } from '../../domain/ids.ts'
import { drawUpActs, inForceFor, type NoAgreement, openDraftOf } from '../../queries/agreement-draft.ts'
import { type Device } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { agreements } from '../../words/en/agreements.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { agreementHref } from './addresses.ts'

addArea('agreements', { en: agreements })

/** Why there is no agreement to go to. */
type CannotDrawUp = NoAgreement | 'not-saved'
type Answer = { readonly recordId: RecordId } | { readonly why: CannotDrawUp }

/** Opens the draft that there is, or draws one up: no question in between (J7). It follows the one that holds. */
const openOrDrawUp = async (device: Device, postId: PostId, lang: string): Promise<Answer> => {
  const snapshot = await device.snapshot()
  const open = openDraftOf(snapshot, postId)
  if (open) return { recordId: open.id }
  const made = drawUpActs(snapshot, postId, device, { follows: inForceFor(snapshot, postId, device.asOf()), lang })
  if (typeof made === 'string') return { why: made }
  try {
    await device.acts(made.acts)
  } catch {
    return { why: 'not-saved' }
  }
  return { recordId: made.recordId }
}

export interface DrawUpPageProps {
  postId: PostId
}

/** Draws up the agreement of a post and goes to it at once; says why where it can't. */
export const DrawUpPage = ({ postId }: DrawUpPageProps) => {
  const { say, lang } = useWords()
  const device = useDevice()
  const [, navigate] = useLocation()
  const [why, setWhy] = useState<CannotDrawUp | null>(null)
  const started = useRef(false)

  const begin = async (): Promise<void> => {
    setWhy(null)
    const answer = await openOrDrawUp(device, postId, lang)
    if ('why' in answer) setWhy(answer.why)
    else navigate(agreementHref(answer.recordId), { replace: true })
  }
  const tryAgain = () => begin().catch(() => setWhy('not-saved'))
  useEffect(() => {
    // React may run an effect twice; two runs would draw up two agreements.
    if (started.current) return
    started.current = true
    begin().catch(() => setWhy('not-saved'))
    // oxlint-disable-next-line react/exhaustive-deps -- once, on arrival
  }, [])

  if (why === null) return <Loading label={say('agreements.drawingUp')} />
  return (
    <Page title={say('agreements.cannot.title')}>
      <p className="govuk-body" role="alert">
        {say(`agreements.cannot.${why}`)}
      </p>
      <ButtonGroup>
        {why === 'not-saved' && <Button onClick={tryAgain}>{say('common.tryAgain')}</Button>}
        <LinkButton kind="secondary" href={hrefOf('today')}>
          {say('common.goToToday')}
        </LinkButton>
      </ButtonGroup>
    </Page>
  )
}
