/** Sending the other of the two a link to sign with, for who has no account or no device here (G4). Only with a connection. */
import { useRef, useState } from 'react'
import { objectionToLink } from '../../domain/sign-link.ts'
import { type HandedSignLink, type SignLinkAnswer, signLinkDoings, useSignLink } from '../../queries/sign-links.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { guest } from '../../words/en/guest.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { addArea } from '../../words/words.ts'
import { Answered } from './answered.tsx'
import { type SignedView } from './record-view.ts'
import { useDoing } from './use-doing.ts'
import { useRecordWords } from './use-record-words.ts'

addArea('guest', { en: guest })

/** The link and the code, once. */
const Handed = ({ link, name }: { link: HandedSignLink; name: string }) => {
  const { say, dayAndTime } = useRecordWords()
  const box = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link.address)
      setSaid(say('guest.send.copied'))
    } catch {
      box.current?.select()
      setSaid(say('guest.send.notCopied'))
    }
  }
  return (
    <>
      <TextField ref={box} id="sign-link" label={say('guest.send.address')} value={link.address} onChange={() => undefined} autoComplete="off" spellCheck={false} />
      <Button kind="secondary" onClick={copy}>
        {say('guest.send.copy')}
      </Button>
      <output className="cs-answer">{said}</output>
      {link.code === null ? (
        <Inset>{say('guest.send.byPasskey', { name })}</Inset>
      ) : (
        <Inset tone="amber">
          <p className="govuk-heading-m">{say('guest.send.code', { code: link.code })}</p>
          <p>{say('guest.send.codeText', { name })}</p>
        </Inset>
      )}
      <p className="govuk-body">{say('guest.send.until', { when: dayAndTime(link.expires) })}</p>
    </>
  )
}

/** What became of the one there is. */
const There = ({ link }: { link: NonNullable<SignLinkAnswer['link']> }) => {
  const { say, dayAndTime } = useRecordWords()
  if (link.dead) return <p className="govuk-body">{say('guest.send.dead')}</p>
  return (
    <p className="govuk-body">
      {say('guest.send.there', { when: dayAndTime(link.madeAt), until: dayAndTime(link.expires) })}
      {link.openedAt && ` ${say('guest.send.opened', { when: dayAndTime(link.openedAt) })}`}
    </p>
  )
}

const Links = ({ view }: { view: SignedView }) => {
  const words = useRecordWords()
  const { say } = words
  const device = useDevice()
  const { id } = view.state
  const name = view.supervisee.knownAs
  const asked = useSignLink(id)
  const doings = signLinkDoings(device, id)
  const making = useDoing()
  const ending = useDoing()
  const [handed, setHanded] = useState<HandedSignLink | null>(null)
  const make = (): void => {
    const work = async (): Promise<void> => {
      setHanded(await doings.make())
      await asked.again()
    }
    making.run(work).catch(() => undefined)
  }
  const end = (): void => {
    const work = async (): Promise<void> => {
      await doings.end()
      setHanded(null)
      await asked.again()
    }
    ending.run(work).catch(() => undefined)
  }
  const problem = [making.outcome, ending.outcome].find((outcome) => outcome !== null && outcome !== 'done')
  return (
    <Answered asked={asked}>
      {({ link }) => (
        <>
          <p className="govuk-body">{say('guest.send.text', { name })}</p>
          {handed ? <Handed link={handed} name={name} /> : link && <There link={link} />}
          <ButtonGroup>
            {!handed && (
              <Button kind="secondary" busy={making.busy} onClick={make}>
                {say(link ? 'guest.send.again' : 'guest.send.make')}
              </Button>
            )}
            {(handed ?? link) && (
              <Button kind="secondary" busy={ending.busy} onClick={end}>
                {say('guest.send.end')}
              </Button>
            )}
          </ButtonGroup>
          <output className="cs-answer">{problem ? errorInWords(problem, words) : ending.outcome === 'done' && !handed ? say('guest.send.ended') : ''}</output>
        </>
      )}
    </Answered>
  )
}

/** Offered while the record waits for the other's signature; the service is asked once it is opened. */
export const SignLinkCard = ({ view }: { view: SignedView }) => {
  const { say } = useRecordWords()
  const { me, asOf } = useDevice()
  const [open, setOpen] = useState(false)
  const { state, role, rules, post, setting = null } = view
  const context = { person: me.person, administrator: false, post, setting, form: rules }
  if (role !== 'supervisor' || objectionToLink(state, rules, context, asOf()) !== null) return null
  return (
    <details className="govuk-details cs-no-print" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{say('guest.send.title', { name: view.supervisee.knownAs })}</span>
      </summary>
      <div className="govuk-details__text">{open && <Links view={view} />}</div>
    </details>
  )
}
