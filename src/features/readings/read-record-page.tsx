/** Reading one record for a purpose: what for, why, and then the record as far as that opens it (W1, W2). */
import { useState } from 'react'
import { type PersonId, type RecordId, type SettingId } from '../../domain/ids.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type RecordReading } from '../../domain/reading.ts'
import { DeviceError } from '../../queries/device-error.ts'
import { factsIn, type OverseenSetting, readRecord, type RecordFacts, useOverseen, useOverseenFacts } from '../../queries/readings.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { inLanguage } from '../../words/answers.ts'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { RecordRead } from '../shared/record-read.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { DelayForm } from './delay-form.tsx'
import { firstNameIn, nameIn, titleOf, useReadingWords } from './reading-words.ts'

const GLASS = '·glass'
const LEAST = 5
/** Before it is shared a record is between the two; once void it is again (`isOpenToOthers`). */
const CLOSED: ReadonlySet<string> = new Set(['planned', 'cancelled', 'missed', 'held', 'draft', 'begun', 'observed', 'revealed', 'void'])

const choicesFor = ({ purposes, glass }: OverseenSetting, name: string, words: Words) => {
  const { say, list, lang } = words
  return [
    ...purposes.map(({ purpose }) => ({
      value: purpose.key,
      label: inLanguage(purpose.says, lang),
      hint: say('readings.ask.rule', { rule: purpose.rule, classes: list(purpose.classes.map((each) => say(`readings.class.${each}`))) }),
    })),
    ...(glass ? [{ value: GLASS, label: say('readings.ask.glass'), hint: say('readings.ask.glassHint', { name }) }] : []),
  ]
}

interface Read {
  readonly reading: RecordReading
  readonly toldFrom: PlainDate | null
}

interface AskProps {
  setting: OverseenSetting
  facts: RecordFacts
  name: string
  onRead: (read: Read) => void
  onErrors: (wrong: boolean) => void
}

const AskForm = ({ setting, facts, name, onRead, onErrors }: AskProps) => {
  const words = useReadingWords()
  const { say } = words
  const device = useDevice()
  const [purpose, setPurpose] = useState('')
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const choices = choicesFor(setting, name, words)
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  const show = (found: readonly FieldError[]): void => {
    setErrors(found)
    onErrors(found.length > 0)
  }
  const submit = async (): Promise<void> => {
    const found: readonly FieldError[] = [
      ...(purpose === '' ? [{ id: 'purpose', message: say('readings.ask.purposeMissing') }] : []),
      ...(reason.trim().length < LEAST ? [{ id: 'reason', message: say('readings.ask.reasonMissing') }] : []),
    ]
    show(found)
    if (found.length > 0) return
    setBusy(true)
    try {
      const breakGlass = purpose === GLASS
      onRead(await readRecord(device, { record: facts.id, purpose: breakGlass ? null : purpose, reason: reason.trim(), breakGlass }))
    } catch (error) {
      show([{ id: null, message: errorInWords(error instanceof DeviceError ? error.code : 'unknown', words) }])
    } finally {
      setBusy(false)
    }
  }
  if (choices.length === 0) return <EmptyState icon="lock" title={say('readings.ask.noPurpose')} text={say('readings.ask.noPurposeText')} />
  return (
    <>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await submit()
        }}
      >
        <ErrorSummary errors={errors} />
        <Radios
          id="purpose"
          label={say('readings.ask.purpose')}
          hint={say('readings.ask.purposeHint')}
          options={choices}
          value={purpose}
          onChange={setPurpose}
          error={errorOf('purpose')}
        />
        <TextArea
          id="reason"
          label={say('readings.ask.reason')}
          hint={say('readings.ask.reasonHint', { name })}
          value={reason}
          onChange={setReason}
          error={errorOf('reason')}
        />
        <Inset>{say('readings.ask.told', { name })}</Inset>
        <Button type="submit" busy={busy}>
          {say('readings.ask.button')}
        </Button>
      </form>
      <DelayForm post={facts.post} name={name} />
    </>
  )
}

const Asking = (props: AskProps) => {
  const { say } = useReadingWords()
  return CLOSED.has(props.facts.status) ? (
    <EmptyState icon="lock" title={say('readings.ask.notOpen')} text={say('readings.ask.notOpenText')} />
  ) : (
    <AskForm {...props} />
  )
}

export interface ReadRecordPageProps {
  settingId: SettingId
  recordId: RecordId
}

export const ReadRecordPage = ({ settingId, recordId }: ReadRecordPageProps) => {
  const words = useRecordWords()
  const { say, longDay } = words
  const { data: snapshot } = useSnapshot()
  const overseen = useOverseen()
  const dates = useOverseenFacts(settingId)
  const [read, setRead] = useState<Read | null>(null)
  const [wrong, setWrong] = useState(false)
  const facts = dates.value && factsIn(dates.value).records.find(({ id }) => id === recordId)
  const setting = overseen.value?.settings.find(({ id }) => id === settingId)
  const name = facts ? firstNameIn(snapshot?.people, facts.supervisee) : ''
  const nameOf = (person: PersonId): string => nameIn(snapshot?.people, person)
  const gone = <EmptyState icon="search" title={say('readings.ask.gone')} text={say('readings.ask.goneText')} />
  return (
    <Page
      key={read ? 'read' : 'ask'}
      title={say(read ? 'readings.read.title' : 'readings.ask.title')}
      heading={facts ? (read ? titleOf(facts, words) : say('readings.ask.of', { name })) : say('readings.ask.title')}
      caption={facts && (read ? nameOf(facts.supervisee) : titleOf(facts, words))}
      back={{ href: hrefOf('oversight'), label: say('readings.oversee.title') }}
      error={wrong}
    >
      {read && facts ? (
        <>
          <Inset>
            {read.toldFrom === null ? say('readings.read.written', { name }) : say('readings.read.writtenLate', { name, day: longDay(read.toldFrom) })}
          </Inset>
          <RecordRead reading={read.reading} nameOf={nameOf} />
        </>
      ) : (
        <Answered asked={overseen}>
          {() => (
            <Answered asked={dates}>
              {() => (facts && setting ? <Asking setting={setting} facts={facts} name={name} onRead={setRead} onErrors={setWrong} /> : gone)}
            </Answered>
          )}
        </Answered>
      )}
    </Page>
  )
}
