import { type ReactNode } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/** One card's form is open at a time. */
export interface ChangeCardPart {
  open: boolean
  onOpen: (open: boolean) => void
}

interface ChangeCardProps {
  heading: string
  /** How the last change ended, announced where it stands. */
  said: string
  /** What is there, and the button that begins; or, while it is changed, its form. */
  children: ReactNode
}

/** One way into this device, and changing it. */
export const ChangeCard = ({ heading, said, children }: ChangeCardProps) => (
  <Card heading={heading}>
    {children}
    <output className="cs-answer">{said}</output>
  </Card>
)

interface ChangeFormProps {
  errors: readonly FieldError[]
  busy: boolean
  button: string
  onSubmit: () => void
  onCancel: () => void
  children: ReactNode
}

export const ChangeForm = ({ errors, busy, button, onSubmit, onCancel, children }: ChangeFormProps) => {
  const { say } = useWords()
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <ErrorSummary errors={errors} />
      {children}
      <ButtonGroup>
        <Button type="submit" busy={busy}>
          {button}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
      {busy && <Loading label={say('devices.change.working')} />}
    </form>
  )
}
