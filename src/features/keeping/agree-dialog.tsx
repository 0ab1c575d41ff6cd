import { type LeaversFile } from '../../queries/keeping.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface AgreeDialogProps {
  open: boolean
  file: LeaversFile
  withPerson: boolean
  busy: boolean
  onYes: () => void
  onNo: () => void
}

/** What goes and what stays, before the second person agrees: afterwards nobody can bring it back. */
export const AgreeDialog = ({ open, file, withPerson, busy, onYes, onNo }: AgreeDialogProps) => {
  const { say } = useWords()
  return (
    <Dialog
      open={open}
      heading={say('keeping.agree.title', { name: file.name })}
      onClose={onNo}
      actions={
        <>
          <Button kind="warning" busy={busy} onClick={onYes}>
            {say('keeping.agree.yes')}
          </Button>
          <Button kind="secondary" onClick={onNo}>
            {say('common.cancel')}
          </Button>
        </>
      }
    >
      <h3 className="govuk-heading-s">{say('keeping.agree.goes')}</h3>
      <ul className="govuk-list govuk-list--bullet">
        <li>{say('keeping.agree.goes.records')}</li>
        <li>{say('keeping.agree.goes.devices')}</li>
        {withPerson && <li>{say('keeping.agree.goes.person')}</li>}
      </ul>
      <h3 className="govuk-heading-s">{say('keeping.agree.stays')}</h3>
      <ul className="govuk-list govuk-list--bullet">
        <li>{say('keeping.agree.stays.dates')}</li>
        <li>{say('keeping.agree.stays.decision')}</li>
      </ul>
      <p className="govuk-body">{say('keeping.agree.warning')}</p>
    </Dialog>
  )
}
