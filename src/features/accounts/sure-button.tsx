import { type ReactNode, useState } from 'react'
import { Button, type ButtonKind } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface SureButtonProps {
  kind?: ButtonKind
  busy: boolean
  /** The question, and what to know before one says yes. */
  question: string
  text: ReactNode
  onYes: () => void
  children: string
}

/** A button that asks before it does something. */
export const SureButton = ({ kind = 'secondary', busy, question, text, onYes, children }: SureButtonProps) => {
  const { say } = useWords()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Dialog
        open={asking}
        heading={question}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button
              kind={kind === 'warning' ? 'warning' : 'primary'}
              onClick={() => {
                setAsking(false)
                onYes()
              }}
            >
              {children}
            </Button>
            <Button kind="secondary" onClick={() => setAsking(false)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        <p className="govuk-body">{text}</p>
      </Dialog>
      <Button kind={kind} busy={busy} onClick={() => setAsking(true)}>
        {children}
      </Button>
    </>
  )
}
