/** Handing a pack over: on this screen with the device locked first, as a file, or by a link for the inspector’s own device. */
import { useRef, useState } from 'react'
import { DeviceError } from '../../queries/device-error.ts'
import { linkInspection, type OpenedPack, openInspection } from '../../queries/inspections.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { lastMinuteInWords } from '../../words/masked-in-words.ts'
import { download } from '../shared/download.ts'
import { packFile } from './pack-file.ts'

/** Shows a pack in place of the whole app, which is locked; null takes that back. */
export type ShowPack = (opened: OpenedPack | null) => void

const codeOf = (error: unknown): string => (error instanceof DeviceError ? error.code : 'server-trouble')

const LinkMade = ({ address }: { address: string }) => {
  const { say } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      setSaid(say('inspection.hand.copied'))
    } catch {
      box.current?.select()
      setSaid(say('inspection.hand.notCopied'))
    }
  }
  return (
    <>
      <output className="cs-answer">{say('inspection.hand.linkReady')}</output>
      <QrCode value={address} label={say('inspection.hand.qr')} />
      <TextField
        ref={box}
        label={say('inspection.hand.linkLabel')}
        hint={say('inspection.hand.linkHint')}
        value={address}
        onChange={() => undefined}
        spellCheck={false}
        autoComplete="off"
      />
      <Button kind="secondary" onClick={copy}>
        {say('inspection.hand.copy')}
      </Button>
      <output className="cs-answer">{said}</output>
    </>
  )
}

interface HandOverProps {
  opened: OpenedPack
  onShow: ShowPack
}

export const HandOver = ({ opened: { inspection }, onShow }: HandOverProps) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const [busy, setBusy] = useState<'screen' | 'file' | 'link' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [address, setAddress] = useState<string | null>(null)
  const { id, from, until, opensUntil } = inspection

  const doing = async (what: 'screen' | 'file' | 'link', work: () => Promise<void>) => {
    if (busy !== null) return
    setBusy(what)
    setProblem(null)
    setSaid('')
    try {
      await work()
    } catch (cause) {
      const code = codeOf(cause)
      setProblem(code === 'unsaved-text' ? say('inspection.hand.unsaved') : say('inspection.hand.failed', { why: errorInWords(code, words) }))
    } finally {
      setBusy(null)
    }
  }
  const show = () =>
    doing('screen', async () => {
      onShow(await openInspection(device, id, 'screen'))
      try {
        // Before anything is shown: keys, records and the sign-in are gone, whatever is then pressed.
        await device.signOut()
      } catch (cause) {
        onShow(null)
        throw cause
      }
    })
  const save = () =>
    doing('file', async () => {
      const { pack, ...proof } = await openInspection(device, id, 'file')
      download({ file: say('inspection.hand.fileName', { from, until }), text: packFile(pack, proof, words), type: 'text/html;charset=utf-8' })
      setSaid(say('inspection.hand.fileDone'))
    })
  const link = () =>
    doing('link', async () => {
      setAddress(globalThis.location.origin + (await linkInspection(device, id)))
    })
  return (
    <Card heading={say('inspection.hand.title')}>
      {problem !== null && (
        <div role="alert">
          <Inset tone="amber">{problem}</Inset>
        </div>
      )}
      <ul className="cs-pack-hand">
        <li>
          <Button busy={busy === 'screen'} onClick={show}>
            {say('inspection.hand.screen')}
          </Button>
          <p className="govuk-body">{say('inspection.hand.screenText')}</p>
        </li>
        <li>
          <Button kind="secondary" busy={busy === 'file'} onClick={save}>
            {say('inspection.hand.file')}
          </Button>
          <p className="govuk-body">{say('inspection.hand.fileText')}</p>
          <output className="cs-answer">{said}</output>
        </li>
        <li>
          <Button kind="secondary" busy={busy === 'link'} onClick={link}>
            {say(inspection.link || address !== null ? 'inspection.hand.linkAgain' : 'inspection.hand.link')}
          </Button>
          <p className="govuk-body">{say('inspection.hand.linkText', { name: inspection.for.name, when: lastMinuteInWords(opensUntil, words) })}</p>
          {inspection.link && address === null && <p className="govuk-body">{say('inspection.hand.linkAgainText')}</p>}
          {address !== null && <LinkMade key={address} address={address} />}
        </li>
      </ul>
    </Card>
  )
}
