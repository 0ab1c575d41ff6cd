import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type PostId } from '../../domain/ids.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { sessionHref } from './addresses.ts'
import { type CannotStart, isReason, openOrBegin } from './begin-session.ts'

addArea('sessions', { en: sessions })

export interface StartSessionPageProps {
  postId: PostId
}

export const StartSessionPage = ({ postId }: StartSessionPageProps) => {
  const { say } = useWords()
  const device = useDevice()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState<CannotStart | null>(null)
  const started = useRef(false)

  const begin = async (): Promise<void> => {
    setFailed(null)
    const answer = await openOrBegin(device, postId)
    if (isReason(answer)) setFailed(answer)
    else navigate(sessionHref(answer), { replace: true })
  }
  useEffect(() => {
    // React may run an effect twice; two runs would begin two sessions.
    if (started.current) return
    started.current = true
    begin().catch(() => setFailed('not-saved'))
    // oxlint-disable-next-line react/exhaustive-deps -- once, on arrival
  }, [])

  if (failed === null) return <Loading label={say('sessions.starting')} />
  return (
    <Page title={say('sessions.cannotStart.title')}>
      <p className="govuk-body" role="alert">
        {say(`sessions.cannotStart.${failed}`)}
      </p>
      <ButtonGroup>
        {failed === 'not-saved' && (
          <Button onClick={() => begin().catch(() => setFailed('not-saved'))}>{say('common.tryAgain')}</Button>
        )}
        <LinkButton kind="secondary" href={hrefOf('today')}>
          {say('common.goToToday')}
        </LinkButton>
      </ButtonGroup>
    </Page>
  )
}
