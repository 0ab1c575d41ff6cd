/** A copy of a locked record that anybody can check without the service (G6). Only with a connection: the service seals it. */
import { useState } from 'react'
import { DeviceError, type DeviceErrorCode } from '../../queries/device-error.ts'
import { exportRecord } from '../../queries/exports.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { VERIFY_PAGE } from '../addresses.ts'
import { download } from './download.ts'
import { type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

export const SaveCopy = ({ view }: { view: SignedView }) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const [problem, setProblem] = useState<DeviceErrorCode | null>(null)
  const { state, role } = view
  if (!state.locked || role === 'reader') return null
  const save = async (personal: boolean): Promise<void> => {
    setBusy(true)
    setProblem(null)
    setSaved(false)
    try {
      const { file, text } = await exportRecord(device, state.id, personal)
      download({ file, text, type: 'application/json' })
      setSaved(true)
    } catch (thrown) {
      setProblem(thrown instanceof DeviceError ? thrown.code : 'server-trouble')
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="cs-no-print">
      <Card heading={say('sign.copy.title')}>
        <p className="govuk-body">{say('sign.copy.text')}</p>
        <div className="cs-buttons">
          <Button kind="secondary" busy={busy} onClick={() => save(true)}>
            {say('sign.copy.whole')}
          </Button>
          <Button kind="secondary" busy={busy} onClick={() => save(false)}>
            {say('sign.copy.without')}
          </Button>
        </div>
        <div aria-live="polite">
          {problem && <Inset tone="amber">{errorInWords(problem, words)}</Inset>}
          {saved && <p className="govuk-body">{say('sign.copy.saved')}</p>}
        </div>
        <p className="govuk-body">
          <a className="govuk-link" href={VERIFY_PAGE} target="_blank" rel="noreferrer">
            {say('sign.copy.check')}
          </a>
        </p>
      </Card>
    </div>
  )
}
