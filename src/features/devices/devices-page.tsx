/** Where Countersign is set up, for oneself and one's people, and what to do when a device is lost (K3, K6). */
import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Asked } from '../../queries/online.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { revokeDevice, useDeviceReports, useVaults, type VaultsAnswer } from '../../queries/vaults.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { devices } from '../../words/en/devices.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { useDoing } from '../shared/use-doing.ts'
import { type DeviceLine, deviceLines } from './device-list.ts'
import { RevokeDialog } from './revoke-dialog.tsx'

addArea('devices', { en: devices })

/** Of others, so that a large service's list stays a page. */
const SHOWN = 20

const nameOf = (snapshot: Snapshot, person: PersonId): string => snapshot.people.get(person)?.name ?? '—'

interface LineProps {
  line: DeviceLine
  names: string
  snapshot: Snapshot
  busy: boolean
  onLost: () => void
}

const Line = ({ line, names, snapshot, busy, onLost }: LineProps) => {
  const device = useDevice()
  const { say, day, ago } = useWords()
  const { kind, since, lastSeen, unsent, gone } = line
  const today = device.asOf()
  const what = say(`devices.kind.${kind}`)
  const here = line.device === device.here?.deviceId
  return (
    <Row
      title={what}
      meta={
        <>
          <span className="cs-row__meta">{say('devices.whose', { names })}</span>
          {gone ? (
            <span className="cs-row__meta">
              {say('devices.gone', { day: day(londonDay(gone.at), today), name: gone.by ? nameOf(snapshot, gone.by) : '—' })}
            </span>
          ) : (
            <>
              <span className="cs-row__meta">{say('devices.since', { day: day(londonDay(since), today), ago: ago(lastSeen, device.now()) })}</span>
              {unsent !== null && <span className="cs-row__meta">{say('devices.unsent', { count: unsent })}</span>}
            </>
          )}
        </>
      }
      end={here && <Tag tone="green">{say('devices.thisOne')}</Tag>}
      action={
        !gone && (
          <Button kind="secondary" busy={busy} aria-label={here ? undefined : say('devices.lostOf', { what, names })} onClick={onLost}>
            {say(here ? 'devices.stop' : 'devices.lost')}
          </Button>
        )
      }
    />
  )
}

interface ListProps {
  snapshot: Snapshot
  answer: VaultsAnswer
  asked: Asked<VaultsAnswer>
}

const List = ({ snapshot, answer, asked }: ListProps) => {
  const device = useDevice()
  const words = useWords()
  const { say, list } = words
  const reports = useDeviceReports().value?.devices ?? []
  const [losing, setLosing] = useState<DeviceLine | null>(null)
  const [find, setFind] = useState('')
  const { run, busy, outcome } = useDoing()
  const lines = deviceLines(answer.vaults, reports)
  const namesOf = ({ people }: DeviceLine): string => list(people.map((person) => nameOf(snapshot, person)))
  const isHere = (line: DeviceLine): boolean => line.device === device.here?.deviceId
  const yours = lines.filter(({ people }) => people.includes(device.me.person)).sort((a, b) => Number(isHere(b)) - Number(isHere(a)))
  const theirs = lines.filter(({ people }) => !people.includes(device.me.person))
  const found = theirs.filter((line) => namesOf(line).toLowerCase().includes(find.trim().toLowerCase()))
  const rows = (some: readonly DeviceLine[], label: string) => (
    <RowList label={label}>
      {some.map((line) => (
        <Line key={line.device} line={line} names={namesOf(line)} snapshot={snapshot} busy={busy} onLost={() => setLosing(line)} />
      ))}
    </RowList>
  )
  const said = (): string => {
    if (outcome === null) return ''
    if (outcome === 'done') return say('devices.revoke.done')
    return outcome === 'sign-in-not-fresh' ? say('devices.error.sign-in-not-fresh') : errorInWords(outcome, words)
  }
  return (
    <>
      {losing && (
        <RevokeDialog
          line={losing}
          names={namesOf(losing)}
          here={isHere(losing)}
          onNo={() => setLosing(null)}
          onYes={(reason) => {
            setLosing(null)
            run(async () => {
              await revokeDevice(device, losing.device, reason)
              await asked.again()
            }).catch(() => undefined)
          }}
        />
      )}
      <output className="cs-answer">{said()}</output>
      <Card heading={say('devices.yours')}>
        {yours.length > 0 ? rows(yours, say('devices.yours')) : <p className="govuk-body">{say('devices.none')}</p>}
      </Card>
      {theirs.length > 0 && (
        <Card heading={say('devices.theirs')}>
          {theirs.length > SHOWN && <TextField label={say('devices.find')} value={find} onChange={setFind} autoComplete="off" spellCheck={false} />}
          {found.length > 0 ? rows(found.slice(0, SHOWN), say('devices.theirs')) : <p className="govuk-body">{say('devices.find.none')}</p>}
          {found.length > SHOWN && <p className="govuk-body">{say('devices.find.more', { count: found.length - SHOWN })}</p>}
        </Card>
      )}
    </>
  )
}

export const DevicesPage = () => {
  const { say } = useWords()
  const asked = useVaults()
  const { data: snapshot } = useSnapshot()
  return (
    <Page title={say('devices.title')} back={{ href: hrefOf('account'), label: say('account.title') }}>
      <p className="govuk-body">{say('devices.text')}</p>
      <Answered asked={asked}>{(answer) => (snapshot ? <List snapshot={snapshot} answer={answer} asked={asked} /> : <Loading />)}</Answered>
    </Page>
  )
}
