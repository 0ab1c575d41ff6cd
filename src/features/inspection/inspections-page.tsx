/** For an inspector: making a pack of a home, and the packs that can still be opened. */
import { useState } from 'react'
import { useLocation } from 'wouter'
import { type PlainDate } from '../../domain/dates.ts'
import { type InspectionId } from '../../domain/ids.ts'
import { DeviceError } from '../../queries/device-error.ts'
import { type Snapshot } from '../../queries/device.ts'
import { endInspection, type Inspection, makeInspection, type PackAsked, useInspections } from '../../queries/inspections.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inspection } from '../../words/en/inspection.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { lastMinuteInWords, momentInWords } from '../../words/masked-in-words.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { MakeForm } from './make-form.tsx'

addArea('inspection', { en: inspection })

const codeOf = (error: unknown): string => (error instanceof DeviceError ? error.code : 'server-trouble')

interface PackRowProps {
  pack: Inspection
  snapshot: Snapshot
  onEnd: () => void
}

const PackRow = ({ pack, snapshot, onEnd }: PackRowProps) => {
  const { me } = useDevice()
  const words = useWords()
  const { say, longDay } = words
  const { id, from, until, opened, lastOpened, opensUntil, link, madeBy, setting } = pack
  const name = say('inspection.list.for', pack.for)
  const mine = madeBy === me.person
  return (
    <Row
      title={name}
      href={mine ? hrefOf('inspectionPack', { inspectionId: id }) : undefined}
      meta={
        <>
          <span className="cs-row__meta">
            {say('inspection.list.dates', { setting: snapshot.settings.get(setting)?.name ?? '', from: longDay(from), until: longDay(until) })}
          </span>
          <span className="cs-row__meta">{say('inspection.list.until', { when: lastMinuteInWords(opensUntil, words) })}</span>
          <span className="cs-row__meta">
            {say('inspection.list.opened', { count: opened, when: lastOpened === null ? '' : momentInWords(lastOpened, words) })}
            {link && ` ${say('inspection.list.link')}`}
          </span>
          {!mine && <span className="cs-row__meta">{say('inspection.list.other', { name: snapshot.people.get(madeBy)?.name ?? '—' })}</span>}
        </>
      }
      action={
        <Button kind="quiet" onClick={onEnd}>
          {say('inspection.end.button')} <span className="govuk-visually-hidden">{say('inspection.end.of', { name })}</span>
        </Button>
      }
    />
  )
}

/** The packs that can still be opened, each to be opened again or ended. */
const Packs = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const asked = useInspections()
  const [ending, setEnding] = useState<InspectionId | null>(null)
  const [said, setSaid] = useState('')
  const end = async () => {
    const id = ending
    setEnding(null)
    if (id === null) return
    try {
      await endInspection(device, id)
      setSaid(say('inspection.end.done'))
    } catch (cause) {
      setSaid(errorInWords(codeOf(cause), words))
    }
    await asked.again()
  }
  return (
    <Card heading={say('inspection.list.title')}>
      <Answered asked={asked}>
        {({ inspections }) =>
          inspections.length === 0 ? (
            <p className="govuk-body">{say('inspection.list.none')}</p>
          ) : (
            <RowList label={say('inspection.list.title')}>
              {inspections.map((pack) => (
                <PackRow key={pack.id} pack={pack} snapshot={snapshot} onEnd={() => setEnding(pack.id)} />
              ))}
            </RowList>
          )
        }
      </Answered>
      <output className="cs-answer">{said}</output>
      <Dialog
        open={ending !== null}
        heading={say('inspection.end.title')}
        onClose={() => setEnding(null)}
        actions={
          <>
            <Button kind="warning" onClick={end}>
              {say('inspection.end.yes')}
            </Button>
            <Button kind="secondary" onClick={() => setEnding(null)}>
              {say('common.cancel')}
            </Button>
          </>
        }
      >
        <p className="govuk-body">{say('inspection.end.text')}</p>
      </Dialog>
    </Card>
  )
}

const Make = ({ snapshot, today }: { snapshot: Snapshot; today: PlainDate }) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const { person, administrator } = device.me
  const all = [...snapshot.settings.values()].sort((a, b) => a.name.localeCompare(b.name))
  const managed = all.filter(({ managers }) => managers.includes(person))
  const settings = administrator ? [...managed, ...all.filter((setting) => !managed.includes(setting))] : managed
  const make = async (asked: PackAsked) => {
    setBusy(true)
    setProblem(null)
    try {
      const { id } = await makeInspection(device, asked)
      navigate(hrefOf('inspectionPack', { inspectionId: id }))
    } catch (cause) {
      setProblem(errorInWords(codeOf(cause), words))
      setBusy(false)
    }
  }
  return (
    <Card heading={say('inspection.make.title')}>
      <p className="govuk-body">{say('inspection.intro')}</p>
      <MakeForm settings={settings} today={today} busy={busy} problem={problem} onMake={make} />
      <p className="govuk-body">{say('inspection.told')}</p>
      <p className="govuk-body">{say('inspection.online')}</p>
    </Card>
  )
}

export const InspectionsPage = () => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  return (
    <Page title={say('inspection.title')} back={{ href: hrefOf('people') }}>
      {snapshot && (
        <>
          <Make snapshot={snapshot} today={device.asOf()} />
          <Packs snapshot={snapshot} />
        </>
      )}
      {!snapshot && error && <EmptyState icon="failed" title={say('errors.unknown')} actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>} />}
      {!snapshot && !error && <Loading />}
    </Page>
  )
}
