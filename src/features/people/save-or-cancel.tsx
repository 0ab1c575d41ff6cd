import { Button, ButtonGroup } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface SaveOrCancelProps {
  /** The words of the button that saves. */
  save: string
  busy: boolean
  onCancel: () => void
}

/** The end of a small form that opens within a card. */
export const SaveOrCancel = ({ save, busy, onCancel }: SaveOrCancelProps) => {
  const { say } = useWords()
  return (
    <ButtonGroup>
      <Button type="submit" kind="secondary" busy={busy}>
        {save}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {say('common.cancel')}
      </Button>
    </ButtonGroup>
  )
}
