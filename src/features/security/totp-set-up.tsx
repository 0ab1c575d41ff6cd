/** Setting up an authenticator app: its key as a picture and as text, its first code, the recovery codes. */
import { useEffect, useState } from 'react'
import { type SecurityMatters } from '../../queries/security.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Details } from '../../ui/details.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { CodeField } from './code-field.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useAttempt } from './use-attempt.ts'

export interface TotpSetUpProps {
  matters: SecurityMatters
  /** The codes were told and the app is set. */
  onDone: () => void
  onCancel: () => void
}

/** In groups of four, as people read it from one screen and type it on another. */
const grouped = (secret: string): string => secret.replaceAll(/.{4}(?=.)/g, '$& ')

export const TotpSetUp = ({ matters, onDone, onCancel }: TotpSetUpProps) => {
  const { say } = useWords()
  const { busy, problem, setProblem, attempt } = useAttempt()
  const [key, setKey] = useState<{ readonly secret: string; readonly uri: string } | null>(null)
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const begin = () =>
    attempt(async () => {
      setKey(await matters.beginTotp())
      return null
    })
  useEffect(() => {
    begin().catch(() => undefined)
    // Once: another key would make the one on the screen wrong.
    // oxlint-disable-next-line react/exhaustive-deps -- see above
  }, [])
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (!key) {
    return problem === null ? (
      <Loading />
    ) : (
      <Inset tone="amber">
        <p className="govuk-body">{problem}</p>
        <Button kind="secondary" onClick={begin}>
          {say('common.tryAgain')}
        </Button>
      </Inset>
    )
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() === '') {
          setProblem(say('security.code.missing'))
          return
        }
        attempt(async () => {
          setCodes(await matters.confirmTotp(code))
          return null
        }).catch(() => undefined)
      }}
    >
      <p className="govuk-body">{say('security.totp.scan')}</p>
      <QrCode value={key.uri} label={say('security.totp.picture')} />
      <Details summary={say('security.totp.byHand')}>
        <TextArea
          label={say('security.totp.key')}
          hint={say('security.totp.keyHint')}
          rows={2}
          value={grouped(key.secret)}
          readOnly
        />
      </Details>
      <p className="govuk-body">{say('security.totp.confirm')}</p>
      <CodeField hint={say('security.code.digits')} value={code} onChange={setCode} error={problem ?? undefined} />
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {say('security.totp.button')}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
