/** Asking that somebody be told later that one reads their records: a reason, an end, and somebody else's agreement (WOK-9.5). */
import { useState } from 'react'
import { type PostId } from '../../domain/ids.ts'
import { DeviceError } from '../../queries/device-error.ts'
import { askForDelay } from '../../queries/readings.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { Details } from '../../ui/details.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { typedDate } from '../shared/typed-date.ts'
import { useReadingWords } from './reading-words.ts'

const LEAST = 5

export interface DelayFormProps {
  post: PostId
  /** The first name of whom it is about. */
  name: string
}

export const DelayForm = ({ post, name }: DelayFormProps) => {
  const words = useReadingWords()
  const { say } = words
  const device = useDevice()
  const [why, setWhy] = useState('')
  const [until, setUntil] = useState<DateValue>('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const [asked, setAsked] = useState(false)
  const problemOf = (error: unknown): FieldError => {
    const code = error instanceof DeviceError ? error.code : 'unknown'
    return code === 'not-allowed' ? { id: 'delay-until', message: say('readings.delay.refused') } : { id: null, message: errorInWords(code, words) }
  }
  const submit = async (): Promise<void> => {
    const typed = typedDate(until, say('readings.delay.theDay'), words)
    const found: readonly FieldError[] = [
      ...(why.trim().length < LEAST ? [{ id: 'delay-why', message: say('readings.delay.whyMissing', { name }) }] : []),
      ...(typed.error === null ? [] : [{ id: 'delay-until', message: typed.error }]),
    ]
    setErrors(found)
    if (found.length > 0 || typed.on === null) return
    setBusy(true)
    try {
      await askForDelay(device, { post, why: why.trim(), until: typed.on })
      setAsked(true)
    } catch (error) {
      setErrors([problemOf(error)])
    } finally {
      setBusy(false)
    }
  }
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  return (
    <Details summary={say('readings.delay.title', { name })}>
      <output>{asked && <span className="govuk-body">{say('readings.delay.asked', { name })}</span>}</output>
      {!asked && (
        <form
          noValidate
          onSubmit={async (event) => {
            event.preventDefault()
            await submit()
          }}
        >
          <ErrorSummary errors={errors} />
          <p className="govuk-body">{say('readings.delay.text', { name })}</p>
          <TextArea id="delay-why" label={say('readings.delay.why')} value={why} onChange={setWhy} error={errorOf('delay-why')} />
          <DateField id="delay-until" label={say('readings.delay.until')} value={until} onChange={setUntil} error={errorOf('delay-until')} />
          <Button type="submit" kind="secondary" busy={busy}>
            {say('readings.delay.button')}
          </Button>
        </form>
      )}
    </Details>
  )
}
