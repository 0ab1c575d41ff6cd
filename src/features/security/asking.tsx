import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface AskingProps {
  open: boolean
  heading: string
  text: string
  yes: string
  onYes: () => void
  onNo: () => void
}

/** A question before something that can't be taken back. */
export const Asking = ({ open, heading, text, yes, onYes, onNo }: AskingProps) => {
  const { say } = useWords()
  return (
    <Dialog
      open={open}
      heading={heading}
      onClose={onNo}
      actions={
        <>
          <Button kind="warning" onClick={onYes}>
            {yes}
          </Button>
          <Button kind="secondary" onClick={onNo}>
            {say('common.cancel')}
          </Button>
        </>
      }
    >
      <p className="govuk-body">{text}</p>
    </Dialog>
  )
}
