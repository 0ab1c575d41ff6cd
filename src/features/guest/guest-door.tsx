/** Before the record: whom the link is for, and the code or the passkey that shows it is them. */
import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type GuestFound, type GuestOpened } from './guest.ts'
import { problemText } from './guest-text.ts'

const CODE_ID = 'guest-code'
const SIX_FIGURES = /^\d{6}$/

export interface GuestDoorProps {
  found: GuestFound
  /** Why they are here again; null the first time. */
  again: 'changed' | 'refused' | null
  /** @param code null asks for the passkey. What ends this page is the page’s to show. */
  onOpen: (code: string | null) => Promise<Exclude<GuestOpened, { kind: 'unknown' }> | null>
}

export const GuestDoor = ({ found, again, onOpen }: GuestDoorProps) => {
  const words = useWords()
  const { say } = words
  const { knownAs: name, service, by } = found
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [errors, setErrors] = useState<readonly FieldError[]>(() => (again === null ? [] : [{ id: null, message: say(`guest.${again}`) }]))
  const running = useRef(false)
  const errorOf = (opened: Exclude<GuestOpened, { kind: 'unknown' | 'open' }>): FieldError => {
    if (opened.kind === 'wrong-code') return { id: CODE_ID, message: say('guest.codeWrong', { left: opened.left }) }
    if (opened.kind === 'passkey-stopped') return { id: null, message: say('guest.passkeyStopped') }
    if (opened.kind === 'passkey-refused') return { id: null, message: say('guest.passkeyRefused') }
    return { id: null, message: problemText(opened, words) }
  }
  const open = async (): Promise<void> => {
    const typed = code.replaceAll(/\s/g, '')
    if (by === 'code' && !SIX_FIGURES.test(typed)) {
      setErrors([{ id: CODE_ID, message: say('guest.codeMissing') }])
      return
    }
    if (running.current) return
    running.current = true
    setBusy(true)
    const opened = await onOpen(by === 'code' ? typed : null)
    running.current = false
    setBusy(false)
    if (opened && opened.kind !== 'open') setErrors([errorOf(opened)])
  }
  return (
    <Page title={say('guest.title')} heading={say('guest.for', { name })} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await open()
        }}
      >
        <p className="govuk-body">{say('guest.asks', { service })}</p>
        <p className="govuk-body">{say('guest.notYou', { name })}</p>
        {by === 'code' ? (
          <TextField
            id={CODE_ID}
            label={say('guest.code')}
            hint={say('guest.codeHint')}
            width={10}
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            value={code}
            onChange={setCode}
            error={errors.find(({ id }) => id === CODE_ID)?.message}
          />
        ) : (
          <p className="govuk-body">{say('guest.passkey', { service })}</p>
        )}
        <Button type="submit" busy={busy}>
          {say(by === 'code' ? 'guest.open' : 'guest.usePasskey')}
        </Button>
      </form>
    </Page>
  )
}
