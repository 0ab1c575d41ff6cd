import { useRef, useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type CalendarAddress } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Inset } from '../../ui/inset.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type AddressMatter, useAddress } from './use-address.ts'

/** A question before an address that works is taken away. */
const Asking = ({ what, onYes, onNo }: { what: 'replace' | 'end' | null; onYes: () => void; onNo: () => void }) => {
  const { say } = useWords()
  const text =
    what === 'end'
      ? { title: say('calendar.feed.endTitle'), text: say('calendar.feed.endText'), yes: say('calendar.feed.endYes') }
      : { title: say('calendar.feed.replaceTitle'), text: say('calendar.feed.replaceText'), yes: say('calendar.feed.replaceYes') }
  return (
    <Dialog
      open={what !== null}
      heading={text.title}
      onClose={onNo}
      actions={
        <>
          <Button kind="warning" onClick={onYes}>
            {text.yes}
          </Button>
          <Button kind="secondary" onClick={onNo}>
            {say('common.cancel')}
          </Button>
        </>
      }
    >
      <p className="govuk-body">{text.text}</p>
    </Dialog>
  )
}

/** The address itself, while this page is open and it was made here. */
const Shown = ({ address, onSaid }: { address: string; onSaid: (said: string) => void }) => {
  const { say } = useWords()
  const box = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      onSaid(say('calendar.feed.copied'))
    } catch {
      box.current?.select()
      onSaid(say('calendar.feed.notCopied'))
    }
  }
  return (
    <>
      <TextField
        ref={box}
        name="address"
        label={say('calendar.feed.address')}
        hint={say('calendar.feed.addressHint')}
        value={address}
        onChange={() => undefined}
        spellCheck={false}
      />
      <Button kind="secondary" onClick={copy}>
        {say('calendar.feed.copy')}
      </Button>
    </>
  )
}

const There = ({ state, onSaid }: { state: AddressMatter['state'] & { kind: 'there' }; onSaid: (said: string) => void }) => {
  const device = useDevice()
  const { say, day } = useWords()
  const dayOf = (at: typeof state.since): string => day(londonDay(at), device.asOf())
  if (state.address !== null) return <Shown address={state.address} onSaid={onSaid} />
  return (
    <>
      <p className="govuk-body">
        {say('calendar.feed.since', { day: dayOf(state.since) })}{' '}
        {state.lastRead === null ? say('calendar.feed.neverRead') : say('calendar.feed.lastRead', { day: dayOf(state.lastRead) })}
      </p>
      <p className="govuk-body">{say('calendar.feed.hidden')}</p>
    </>
  )
}

/** Make, copy, replace and end the private address; it needs a connection, and says so where there is none. */
export const PrivateAddress = ({ calendar }: { calendar: CalendarAddress }) => {
  const { say } = useWords()
  const matter = useAddress(calendar)
  const [asking, setAsking] = useState<'replace' | 'end' | null>(null)
  const [said, setSaid] = useState('')
  const { state, busy, problem } = matter
  const make = async () => {
    setSaid('')
    if (await matter.make()) setSaid(say('calendar.feed.made'))
  }
  const yes = async () => {
    setAsking(null)
    if (asking === 'replace') return make()
    setSaid('')
    if (await matter.end()) setSaid(say('calendar.feed.ended'))
  }
  return (
    <Card heading={say('calendar.feed.title')}>
      <Asking what={asking} onYes={yes} onNo={() => setAsking(null)} />
      <p className="govuk-body">{say('calendar.feed.text')}</p>
      <Inset>{say('calendar.feed.warning')}</Inset>
      {state.kind === 'checking' && <p className="govuk-body">{say('calendar.feed.checking')}</p>}
      {state.kind === 'unknown' && (
        <>
          <Inset tone={state.problem === 'server-trouble' ? 'amber' : 'grey'}>{say(`calendar.feed.problem.${state.problem}`)}</Inset>
          <Button kind="secondary" onClick={matter.check}>
            {say('calendar.feed.tryAgain')}
          </Button>
        </>
      )}
      {state.kind === 'none' && (
        <>
          <p className="govuk-body">{say('calendar.feed.none')}</p>
          <Button kind="secondary" busy={busy} onClick={make}>
            {say('calendar.feed.make')}
          </Button>
        </>
      )}
      {state.kind === 'there' && (
        <>
          <There state={state} onSaid={setSaid} />
          <ButtonGroup>
            <Button kind="secondary" busy={busy} onClick={() => setAsking('replace')}>
              {say('calendar.feed.replace')}
            </Button>
            <Button kind="secondary" busy={busy} onClick={() => setAsking('end')}>
              {say('calendar.feed.end')}
            </Button>
          </ButtonGroup>
        </>
      )}
      <output className="cs-answer">{problem ? say(`calendar.feed.problem.${problem}`) : said}</output>
      <Details summary={say('calendar.how.title')}>
        <p className="govuk-body">{say('calendar.how.phone')}</p>
        <p className="govuk-body">{say('calendar.how.outlook')}</p>
      </Details>
    </Card>
  )
}
