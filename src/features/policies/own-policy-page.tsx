/** A service's own policy: a file is read and checked, what was read is shown, and then it is brought in. */
import { useState } from 'react'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type PackRead, readPack } from '../../domain/policy/read-pack.ts'
import { type RecordId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { pinText, publishAct, type Taken, takenBy } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { syncOfRecord } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { whereItIs } from '../shared/sync-word.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { useSave } from '../shared/use-save.ts'
import { Guarded } from './guarded.tsx'
import { policyText } from './policy-words.ts'
import { type ToCorrect, toCorrect } from './problem-words.ts'

const FILE_ID = 'policy-file'

/** What came of a file: how it was read, and whether it could be taken in beside what is here. */
type Outcome =
  | { readonly kind: 'unreadable' }
  | Exclude<PackRead, { kind: 'read' }>
  | { readonly kind: 'taken'; readonly pack: PolicyPack; readonly taken: Taken }
  | { readonly kind: 'ready'; readonly pack: PolicyPack }

const outcomeOf = (text: string, snapshot: Snapshot): Outcome => {
  const read = readPack(text)
  if (read.kind !== 'read') return read
  const taken = takenBy(read.pack, snapshot.allPacks())
  return taken ? { kind: 'taken', pack: read.pack, taken } : { kind: 'ready', pack: read.pack }
}

/** What is wrong with a file, in one sentence; null where nothing is. */
const faultOf = (outcome: Outcome, corrections: readonly ToCorrect[], { say, number }: Words): string | null => {
  switch (outcome.kind) {
    case 'unreadable':
      return say('policies.own.unreadable')
    case 'not-json':
      return say('policies.own.not-json', { line: outcome.place.line, column: outcome.place.column })
    case 'too-large':
      return say('policies.own.too-large', { most: number(outcome.most / 1000) })
    case 'too-deep':
      return say('policies.own.too-deep', { most: outcome.most })
    case 'problems':
      return say('policies.own.problems', { count: corrections.length })
    case 'taken': {
      const { id, version } = outcome.pack
      return outcome.taken.kind === 'id-ships'
        ? say('policies.own.id-ships', { id })
        : say('policies.own.version-here', { id, version, next: outcome.taken.next })
    }
    case 'ready':
      return null
    default:
      return unreachable(outcome)
  }
}

const SHOWN = 20

const Corrections = ({ rows }: { rows: readonly ToCorrect[] }) => {
  const { say } = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, SHOWN)
  return (
    <Card heading={say('policies.own.list')}>
      <p className="govuk-body">{say('policies.own.listText')}</p>
      <ol className="govuk-list cs-corrections" aria-label={say('policies.own.list')}>
        {shown.map(({ where, what }) => (
          <li key={`${where} ${what}`}>
            <code>{where}</code> <span>{what}</span>
          </li>
        ))}
      </ol>
      {shown.length < rows.length && (
        <Button kind="secondary" onClick={() => setAll(true)}>
          {say('policies.own.more', { count: rows.length })}
        </Button>
      )}
    </Card>
  )
}

const WhatWasRead = ({ pack }: { pack: PolicyPack }) => {
  const words = useWords()
  const { say, number } = words
  return (
    <Card heading={say('policies.own.read')}>
      <SummaryList
        rows={[
          { key: say('policies.own.name'), value: policyText(pack.name, words) },
          { key: say('policies.pack.organisation'), value: policyText(pack.organisation, words) },
          { key: say('policies.own.id'), value: pinText(pack) },
          { key: say('policies.own.rules'), value: number(pack.rules.length) },
          { key: say('policies.own.open'), value: number(pack.ambiguities.length) },
          { key: say('policies.own.asks'), value: number(pack.settings.length) },
          { key: say('policies.own.forms'), value: number(pack.forms.length) },
        ]}
      />
    </Card>
  )
}

const Brought = ({ pack, record, snapshot }: { pack: PolicyPack; record: RecordId; snapshot: Snapshot }) => {
  const words = useRecordWords()
  const { say } = words
  return (
    <Page title={say('policies.own.title')} focus="leave">
      <Panel title={say('policies.own.done', { name: policyText(pack.name, words) })} takeFocus>
        <p>{whereItIs(syncOfRecord(snapshot, record), words)}</p>
      </Panel>
      <p className="govuk-body">{say('policies.own.doneNext')}</p>
      <LinkButton href={hrefOf('policies')}>{say('policies.toPolicies')}</LinkButton>
    </Page>
  )
}

const ChooseFile = ({ error, onText }: { error: string | null; onText: (text: string | null) => void }) => {
  const { say } = useWords()
  const take = async (file: File): Promise<void> => {
    try {
      onText(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer()))
    } catch {
      onText(null)
    }
  }
  return <FileField id={FILE_ID} label={say('policies.own.file')} accept=".json,application/json" error={error ?? undefined} onFile={take} />
}

const NOT_YET = { outcome: null, errors: [], corrections: [] } as const

const BringIn = ({ snapshot }: { snapshot: Snapshot }) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [read, setRead] = useState<{ readonly outcome: Outcome | null; readonly errors: readonly FieldError[]; readonly corrections: readonly ToCorrect[] }>(NOT_YET)
  const [brought, setBrought] = useState<RecordId | null>(null)
  const { outcome, errors, corrections } = read
  const pack = outcome && 'pack' in outcome ? outcome.pack : null
  if (brought && pack) return <Brought pack={pack} record={brought} snapshot={snapshot} />
  const onText = (text: string | null) => {
    const next: Outcome = text === null ? { kind: 'unreadable' } : outcomeOf(text, snapshot)
    const list = next.kind === 'problems' ? toCorrect(next.problems, words) : []
    const fault = faultOf(next, list, words)
    setRead({ outcome: next, corrections: list, errors: fault === null ? [] : [{ id: FILE_ID, message: fault }] })
  }
  const bringIn = (own: PolicyPack) =>
    save(async () => {
      const act = publishAct(own, device)
      await device.act(act)
      setBrought(act.recordId)
    })
  return (
    <Page
      title={say('policies.own.title')}
      back={{ href: hrefOf('policies'), label: say('policies.title') }}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <p className="govuk-body">{say('policies.own.text')}</p>
      <ChooseFile error={errors[0]?.message ?? null} onText={onText} />
      {corrections.length > 0 && <Corrections key={corrections.length} rows={corrections} />}
      <output className="govuk-body">{outcome?.kind === 'ready' && say('policies.own.readSaid')}</output>
      {pack && <WhatWasRead pack={pack} />}
      {outcome?.kind === 'ready' && (
        <>
          <SaveFailed failed={failed} />
          <ButtonGroup>
            <Button busy={busy} onClick={() => bringIn(outcome.pack)}>
              {say('policies.own.confirm')}
            </Button>
          </ButtonGroup>
        </>
      )}
    </Page>
  )
}

export const OwnPolicyPage = () => {
  const { say } = useWords()
  return (
    <Guarded title={say('policies.own.title')} back={{ href: hrefOf('policies'), label: say('policies.title') }} readers="administrator">
      {(snapshot) => <BringIn snapshot={snapshot} />}
    </Guarded>
  )
}
