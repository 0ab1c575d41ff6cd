import { useRef, useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { normalUsername, Username } from '../../domain/password.ts'
import { type HandedLink } from '../../queries/accounts.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { nameOf } from './account-words.ts'
import { type AccountPart } from './account-part.ts'
import { Outcome } from './outcome.tsx'
import { useDoing } from '../shared/use-doing.ts'

/** The link itself, once: to copy, or as a code to point a phone's camera at. */
const Handed = ({ link, name, now }: { link: HandedLink; name: string; now: AccountPart['around']['now'] }) => {
  const { say, dayAndTime } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link.address)
      setSaid(say('accounts.made.copied'))
    } catch {
      box.current?.select()
      setSaid(say('accounts.made.notCopied'))
    }
  }
  return (
    <>
      <h3 className="govuk-heading-s">{say('accounts.made.title', { name })}</h3>
      <Inset>{say('accounts.made.text', { name, when: dayAndTime(link.expires, londonDay(now)) })}</Inset>
      <TextField
        ref={box}
        name="link"
        label={say('accounts.made.address')}
        value={link.address}
        onChange={() => undefined}
        autoComplete="off"
        spellCheck={false}
      />
      <Button kind="secondary" onClick={copy}>
        {say('accounts.made.copy')}
      </Button>
      <output className="cs-answer">{said}</output>
      <p className="govuk-body govuk-!-margin-top-4">{say('accounts.made.scan', { name })}</p>
      <QrCode value={link.address} label={say('accounts.made.qr', { name })} />
    </>
  )
}

/** Makes a link: the first, or for a forgotten password. One that was made and not taken can be made void. */
export const LinkCard = ({ line, around, doings, again }: AccountPart) => {
  const words = useWords()
  const { say, dayAndTime } = words
  const making = useDoing()
  const voiding = useDoing()
  const [username, setUsername] = useState('')
  const [error, setError] = useState<string>()
  const [link, setLink] = useState<HandedLink | null>(null)
  const { account, invited, knownAs: name } = line
  const make = (): void => {
    const offered = normalUsername(username)
    const wrong = offered !== '' && !Username.safeParse(offered).success
    setError(wrong ? say('accounts.error.usernameWrong') : undefined)
    if (wrong) return
    setLink(null)
    const work = async (): Promise<void> => {
      setLink(await doings.invite(account ? '' : offered))
      await again()
    }
    making.run(work).catch(() => undefined)
  }
  const makeVoid = (): void => {
    const work = async (): Promise<void> => {
      await doings.withdraw()
      setLink(null)
      await again()
    }
    voiding.run(work).catch(() => undefined)
  }
  return (
    <Card heading={account ? say('accounts.again.title') : say('accounts.invite.title', { name })}>
      <p className="govuk-body">{say(account ? 'accounts.again.text' : 'accounts.invite.text', { name })}</p>
      {invited && !link && (
        <p className="govuk-body">
          {say('accounts.void.text', {
            name: nameOf(invited.by, around, words),
            when: dayAndTime(invited.at, londonDay(around.now)),
          })}
        </p>
      )}
      {!account && !link && (
        <TextField
          id="offered"
          label={say('accounts.invite.username')}
          hint={say('accounts.invite.usernameHint')}
          optional
          width={20}
          autoComplete="off"
          spellCheck={false}
          value={username}
          onChange={setUsername}
          error={error}
        />
      )}
      {link && <Handed key={link.address} link={link} name={name} now={around.now} />}
      <ButtonGroup>
        {!link && (
          <Button kind={account ? 'secondary' : 'primary'} busy={making.busy} onClick={make}>
            {say('accounts.invite.button')}
          </Button>
        )}
        {(link ?? invited) && (
          <Button kind="secondary" busy={voiding.busy} onClick={makeVoid}>
            {say('accounts.void.button')}
          </Button>
        )}
      </ButtonGroup>
      <Outcome outcome={making.outcome === 'done' ? null : making.outcome} done="" />
      <Outcome outcome={voiding.outcome} done={say('accounts.done')} />
    </Card>
  )
}
