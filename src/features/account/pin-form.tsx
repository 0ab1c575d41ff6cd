import { useEffect, useRef, useState } from 'react'
import { Loading } from '../../ui/loading.tsx'
import { PinField } from '../../ui/pin-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface PinFormProps {
  /** @returns why it did not open; null where it did, or where the page goes on otherwise */
  onPin: (pin: string) => Promise<string | null>
}

/**
 * A PIN that is tried as its sixth digit is typed. Unlike elsewhere an error leaves the focus in the field: a keypad that
 * closes at each wrong digit would take a tap more.
 */
export const PinForm = ({ onPin }: PinFormProps) => {
  const { say } = useWords()
  const [pin, setPin] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const trying = useRef(false)
  useEffect(() => field.current?.focus(), [])
  const attempt = async (whole: string): Promise<void> => {
    trying.current = true
    setBusy(true)
    setError(null)
    const refusal = await onPin(whole).catch(() => say('account.error.server'))
    trying.current = false
    setBusy(false)
    setPin('')
    setError(refusal)
  }
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      <div aria-live="assertive">
        <PinField
          ref={field}
          label={say('account.unlock.pin')}
          hint={say('account.unlock.pinHint')}
          value={pin}
          onChange={(typed) => {
            if (!trying.current) setPin(typed)
          }}
          onWhole={attempt}
          error={error ?? undefined}
        />
      </div>
      {busy && <Loading label={say('account.unlock.working')} />}
    </form>
  )
}
