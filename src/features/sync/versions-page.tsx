/**
 * One record's versions: what competes, to be chosen here whatever kind of answer it is, offline too (P6); and every text
 * that was ever in it, with those that were not chosen (I4), as the service keeps them.
 */
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { useHistory, type VersionIs, versionsIn, type WrittenVersion } from '../../queries/versions.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Link } from '../../ui/link.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { sync } from '../../words/en/sync.ts'
import { versions } from '../../words/en/versions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { CompetingVersions } from '../shared/competing-versions.tsx'
import { formField, nameOfField, valueInWords } from '../shared/fields-in-words.ts'
import { personIn, type RecordView, recordViewOf } from '../shared/record-view.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { writtenOn } from '../shared/written-on.ts'
import { formRecordOf } from './competing.ts'
import { recordName } from './record-name.ts'

addArea('sync', { en: sync })
addArea('versions', { en: versions })

const TONES = { now: 'green', open: 'amber', 'not-chosen': 'grey', earlier: 'grey' } as const satisfies Record<VersionIs, Tone>

/** A part of a row that only the record's own page has words for. */
const isOfThere = (view: RecordView, field: FieldName): boolean => formField(view, field.split('.', 1)[0] ?? field)?.type === 'consents'

const Choices = ({ view, there }: { view: RecordView; there: { readonly name: string; readonly href: string | undefined } }) => {
  const words = useRecordWords()
  const { say } = words
  const fields = Object.keys(view.state.competing)
  return (
    <Card heading={say('versions.choose.title')}>
      {/* Said when the last choice has been made: the button that made it is gone. */}
      <output className="govuk-body">{fields.length === 0 && say('versions.choose.none')}</output>
      {fields.map((field) => (
        <section key={field} className="cs-block">
          <h3 className="govuk-heading-s">{nameOfField(view, field, words)}</h3>
          {isOfThere(view, field) ? (
            <p className="govuk-body">{say('versions.choose.there', { name: there.name })}</p>
          ) : (
            <CompetingVersions view={view} field={field} />
          )}
        </section>
      ))}
      {there.href !== undefined && (
        <p className="govuk-body">
          <Link href={there.href}>{say('versions.open')}</Link>
        </p>
      )}
    </Card>
  )
}

const Text = ({ view, field, version }: { view: RecordView; field: FieldName; version: WrittenVersion }) => {
  const device = useDevice()
  const words = useRecordWords()
  const { say } = words
  const { value, by, at, is } = version
  const where = writtenOn({ devices: [version.device] }, { device: 0, by }, device, words)
  const name = personIn(view, by).knownAs
  const text = valueInWords(view, field, value, words)
  return (
    <li className="cs-version">
      <p className="cs-version__who">
        <time dateTime={at}>{words.dayAndTime(at, device.asOf())}</time>{' '}
        {where === null ? say('records.history.by', { name }) : say('versions.by', { name, where })} <Tag tone={TONES[is]}>{say(`versions.is.${is}`)}</Tag>
      </p>
      <p className="cs-version__text" dir="auto">
        {text === '' ? say('records.competing.emptied') : text}
      </p>
    </li>
  )
}

const Earlier = ({ view }: { view: RecordView }) => {
  const words = useRecordWords()
  const { say } = words
  const asked = useHistory(view.state.id)
  return (
    <Card heading={say('versions.earlier.title')}>
      <p className="govuk-body">{say('versions.earlier.text')}</p>
      <Answered asked={asked}>
        {(answer) => {
          const all = [...versionsIn(answer, view.state)]
          if (all.length === 0) return <p className="govuk-body">{say('versions.earlier.none')}</p>
          return all.map(([field, written]) => (
            <section key={field} className="cs-block" aria-label={nameOfField(view, field, words)}>
              <h3 className="govuk-heading-s">{nameOfField(view, field, words)}</h3>
              <ol className="cs-competing__versions">
                {written.map((version) => (
                  <Text key={version.act} view={view} field={field} version={version} />
                ))}
              </ol>
            </section>
          ))
        }}
      </Answered>
    </Card>
  )
}

export const VersionsPage = ({ recordId }: { recordId: RecordId }) => {
  const device = useDevice()
  const words = useRecordWords()
  const { say } = words
  const { data: snapshot } = useSnapshot()
  if (!snapshot) return <Loading />
  const { person } = device.me
  const state = formRecordOf(snapshot, recordId)
  const view = state && recordViewOf(snapshot, person, state)
  const there = recordName(snapshot, recordId, person, device.asOf(), words)
  return (
    <Page title={say('versions.title')} caption={there.name} back={{ href: hrefOf('sync'), label: say('sync.title') }}>
      {view === undefined || typeof view === 'string' ? (
        <EmptyState icon="failed" title={say('versions.unknown')} />
      ) : (
        <div className="govuk-body">
          <Choices view={view} there={there} />
          <Earlier view={view} />
        </div>
      )}
    </Page>
  )
}
