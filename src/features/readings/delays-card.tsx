/** The delays that wait for one's agreement, and those one asked for. */
import { useState } from 'react'
import { type Snapshot } from '../../queries/device.ts'
import { DeviceError } from '../../queries/device-error.ts'
import { type Delay, decideDelay, useDelays } from '../../queries/readings.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { nameIn, useReadingWords } from './reading-words.ts'

interface OneProps {
  delay: Delay
  people: Snapshot['people'] | undefined
  onDecided: () => Promise<void>
}

const Waiting = ({ delay, people, onDecided }: OneProps) => {
  const words = useReadingWords()
  const { say, longDay } = words
  const device = useDevice()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const decide = async (agree: boolean): Promise<void> => {
    setBusy(true)
    try {
      await decideDelay(device, { delay: delay.id, agree })
      await onDecided()
    } catch (error) {
      setProblem(errorInWords(error instanceof DeviceError ? error.code : 'unknown', words))
    } finally {
      setBusy(false)
    }
  }
  const said = { reader: nameIn(people, delay.reader), name: nameIn(people, delay.subject), day: longDay(delay.until) }
  return (
    <Card level={3} heading={say('readings.delay.waiting')}>
      <p className="govuk-body">{say('readings.delay.waitingText', said)}</p>
      <p className="govuk-body" dir="auto">
        {say('readings.delay.reason', { why: delay.why })}
      </p>
      {problem !== null && <Inset tone="amber">{problem}</Inset>}
      <ButtonGroup>
        <Button kind="secondary" busy={busy} onClick={() => decide(true)}>
          {say('readings.delay.agree')}
        </Button>
        <Button kind="quiet" busy={busy} onClick={() => decide(false)}>
          {say('readings.delay.refuse')}
        </Button>
      </ButtonGroup>
    </Card>
  )
}

const stateOf = ({ agreedBy, refusedBy }: Delay): 'waiting' | 'agreed' | 'refused' => {
  if (agreedBy !== null) return 'agreed'
  return refusedBy === null ? 'waiting' : 'refused'
}

/** Nothing where there are none, and where they can't be asked for: the page itself says when there is no connection. */
export const DelaysCard = ({ people }: { people: Snapshot['people'] | undefined }) => {
  const { say, longDay } = useReadingWords()
  const { me, asOf } = useDevice()
  const { value, again } = useDelays()
  const current = (value?.delays ?? []).filter(({ until }) => until >= asOf())
  const others = current.filter((delay) => delay.reader !== me.person && stateOf(delay) === 'waiting')
  const own = current.filter(({ reader }) => reader === me.person)
  if (others.length + own.length === 0) return null
  return (
    <Card heading={say('readings.delay.heading')}>
      {others.map((delay) => (
        <Waiting key={delay.id} delay={delay} people={people} onDecided={again} />
      ))}
      {own.map((delay) => (
        <p key={delay.id} className="govuk-body">
          {say('readings.delay.own', { name: nameIn(people, delay.subject), day: longDay(delay.until), state: stateOf(delay) })}
        </p>
      ))}
    </Card>
  )
}
