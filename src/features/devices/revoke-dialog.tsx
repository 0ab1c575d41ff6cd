import { useState } from 'react'
import { type RevokeReason } from '../../queries/vaults.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Radios } from '../../ui/radios.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type DeviceLine } from './device-list.ts'

export interface RevokeDialogProps {
  line: DeviceLine
  /** First or whole names, as the page has them. */
  names: string
  here: boolean
  onYes: (reason: RevokeReason) => void
  onNo: () => void
}

const REASONS = ['lost', 'stolen', 'no-longer-used'] as const

/** Says what becomes of everything before a device is let go of. */
export const RevokeDialog = ({ line, names, here, onYes, onNo }: RevokeDialogProps) => {
  const { say } = useWords()
  const [reason, setReason] = useState<RevokeReason | ''>('')
  const [missing, setMissing] = useState(false)
  const yes = () => {
    if (reason === '') setMissing(true)
    else onYes(reason)
  }
  return (
    <Dialog
      open
      heading={say('devices.revoke.title')}
      onClose={onNo}
      actions={
        <>
          <Button kind="warning" onClick={yes}>
            {say('devices.revoke.yes')}
          </Button>
          <Button kind="secondary" onClick={onNo}>
            {say('common.cancel')}
          </Button>
        </>
      }
    >
      <Radios
        label={say('devices.revoke.title')}
        labelHidden
        options={REASONS.map((value) => ({ value, label: say(`devices.revoke.${value}`) }))}
        value={reason}
        onChange={(chosen) => {
          setReason(chosen)
          setMissing(false)
        }}
        error={missing ? say('devices.revoke.missing') : undefined}
      />
      <ul className="govuk-list govuk-list--bullet">
        <li>{say(line.people.length > 1 ? 'devices.revoke.signedOutMany' : 'devices.revoke.signedOut', { names })}</li>
        <li>{say('devices.revoke.letsGo')}</li>
        {line.unsent !== null && <li>{say('devices.revoke.unsent', { count: line.unsent })}</li>}
        {here && <li>{say('devices.revoke.here')}</li>}
        <li>{say('devices.revoke.undo')}</li>
      </ul>
    </Dialog>
  )
}
