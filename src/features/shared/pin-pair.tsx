import { type FieldError } from '../../ui/error-summary.tsx'
import { PinField } from '../../ui/pin-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { enrolment } from '../../words/en/enrolment.ts'
import { addArea, type Words } from '../../words/words.ts'

addArea('enrolment', { en: enrolment })

/** A PIN that is being chosen: typed, and typed again. */
export interface PinChosen {
  readonly pin: string
  readonly again: string
}

export const NO_PIN: PinChosen = { pin: '', again: '' }

const PIN = 'new-pin'
const AGAIN = 'new-pin-again'

/** Why it won't do, with the field to go to. @param weakPin whether many people choose it */
export const pinFaults = ({ pin, again }: PinChosen, weakPin: (pin: string) => boolean, { say }: Words): readonly FieldError[] => {
  if (pin.length < 6) return [{ id: PIN, message: say('enrolment.pin.short') }]
  if (weakPin(pin)) return [{ id: PIN, message: say('enrolment.pin.weak') }]
  return pin === again ? [] : [{ id: AGAIN, message: say('enrolment.pin.differs') }]
}

export interface PinPairProps {
  chosen: PinChosen
  onChange: (chosen: PinChosen) => void
  errorOf: (id: string) => string | undefined
}

export const PinPair = ({ chosen, onChange, errorOf }: PinPairProps) => {
  const { say } = useWords()
  return (
    <>
      <PinField id={PIN} label={say('enrolment.pin.label')} value={chosen.pin} onChange={(pin) => onChange({ ...chosen, pin })} error={errorOf(PIN)} />
      <PinField
        id={AGAIN}
        label={say('enrolment.pin.again')}
        value={chosen.again}
        onChange={(again) => onChange({ ...chosen, again })}
        error={errorOf(AGAIN)}
      />
    </>
  )
}
