/** Changing how a home reads a rule: which reading, why, from which day, and what it changes before it is confirmed. */
import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type Ambiguity } from '../../domain/policy/governance.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Candidate } from '../../domain/try-policy.ts'
import { type Snapshot } from '../../queries/device.ts'
import { adoptAct, pinText, stageOn, withReading } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { type DateValue } from '../../ui/date-value.ts'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Link } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { LONGEST_REASON, readFrom } from './adopt-draft.ts'
import { Confirm } from './confirm.tsx'
import { Done } from './done.tsx'
import { GuardedSetting, Instead } from './guarded.tsx'
import { packOfStage, policyText, stageName } from './policy-words.ts'

const WHICH = 'reading-which'
const WHY = 'reading-why'
const FROM = 'reading-from'

interface Draft {
  readonly reading: string
  readonly reason: string
  readonly from: DateValue
}

interface Around {
  readonly setting: SettingState
  readonly pack: PolicyPack
  readonly ambiguity: Ambiguity
}

type Checked = { readonly errors: readonly FieldError[]; readonly candidate: null } | { readonly errors: null; readonly candidate: Candidate }

/** @param today the day on which it is said */
const check = (draft: Draft, { setting, pack, ambiguity }: Around, today: PlainDate, words: Words): Checked => {
  const { say } = words
  const errors: FieldError[] = []
  const reason = draft.reason.trim()
  const from = readFrom(draft.from, words)
  const stage = from.on === null ? null : stageOn(setting, from.on).now
  const there = stage !== null && stage.pack === pack.id && stage.packVersion === pack.version
  const inForce = stage?.readings[ambiguity.id]?.reading ?? ambiguity.reading
  if (draft.reading === '') errors.push({ id: WHICH, message: say('policies.reading.missing') })
  else if (there && draft.reading === inForce) errors.push({ id: WHICH, message: say('policies.reading.same') })
  if (reason === '') errors.push({ id: WHY, message: say('policies.reading.whyMissing') })
  if (reason.length > LONGEST_REASON) errors.push({ id: WHY, message: say('forms.tooLong', { What: say('policies.why.key'), max: LONGEST_REASON }) })
  if (from.on === null) errors.push({ id: FROM, message: from.error })
  else if (!there) errors.push({ id: FROM, message: say('policies.reading.otherPolicy', { name: policyText(pack.name, words) }) })
  if (errors.length > 0 || from.on === null || stage === null) return { errors, candidate: null }
  return { errors: null, candidate: withReading(stage, ambiguity.id, { reading: draft.reading, reason, on: today }, from.on) }
}

const Changing = ({ snapshot, ...around }: Around & { snapshot: Snapshot }) => {
  const { setting, pack, ambiguity } = around
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const today = device.asOf()
  const [draft, setDraft] = useState<Draft>({ reading: '', reason: '', from: today })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [step, setStep] = useState<{ readonly candidate: Candidate; readonly done: boolean } | null>(null)
  const back = { href: hrefOf('policySetting', { settingId: setting.id }), label: setting.name }
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  const now = stageOn(setting, today).now.readings[ambiguity.id]?.reading ?? ambiguity.reading
  if (step?.done) {
    return <Done snapshot={snapshot} setting={setting} says={say('policies.reading.done', { day: day(step.candidate.from, today) })} />
  }
  if (step) {
    const { candidate } = step
    const chosen = ambiguity.readings.find(({ key }) => key === draft.reading)
    const reason = draft.reason.trim()
    return (
      <Confirm
        title={say('policies.reading.check')}
        heading={say('policies.reading.check')}
        rows={[
          { key: say('policies.setting.policy'), value: stageName(snapshot.allPacks(), candidate, words) },
          { key: ambiguity.id, value: policyText(ambiguity.says, words) },
          { key: say('policies.reading.becomes'), value: chosen && policyText(chosen.says, words) },
          { key: say('policies.why.key'), value: reason },
          { key: say('policies.from.key'), value: day(candidate.from, today) },
        ]}
        snapshot={snapshot}
        setting={setting}
        candidate={candidate}
        confirm={say('policies.reading.confirm', { day: day(candidate.from, today) })}
        onConfirm={async () => {
          await device.act(adoptAct(setting.id, candidate, reason, today))
          setStep({ candidate, done: true })
        }}
        onBack={() => setStep(null)}
      />
    )
  }
  const submit = () => {
    const checked = check(draft, around, today, words)
    setErrors(checked.errors ?? [])
    if (checked.candidate) setStep({ candidate: checked.candidate, done: false })
  }
  return (
    <Page
      title={say('policies.reading.title')}
      heading={policyText(ambiguity.says, words)}
      caption={ambiguity.id}
      back={back}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <p className="govuk-body cs-policy-about">
        {say('policies.reading.about')}
        {ambiguity.rules.map((rule) => (
          <Link key={rule} href={`${hrefOf('policyPack', { pack: pinText(pack) })}#${rule}`}>
            {rule}
          </Link>
        ))}
      </p>
      <Radios
        id={WHICH}
        label={say('policies.reading.which')}
        error={errorOf(WHICH)}
        options={ambiguity.readings.map(({ key, says }) => ({
          value: key,
          label: policyText(says, words),
          hint: key === now ? say('policies.reading.now') : undefined,
        }))}
        value={draft.reading}
        onChange={(reading) => setDraft({ ...draft, reading })}
      />
      <TextArea
        id={WHY}
        label={say('policies.reading.why')}
        hint={say('policies.reading.whyHint')}
        error={errorOf(WHY)}
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
      />
      <DateField id={FROM} label={say('policies.from.label')} hint={say('policies.from.hint')} error={errorOf(FROM)} value={draft.from} onChange={(from) => setDraft({ ...draft, from })} />
      <ButtonGroup>
        <Button onClick={submit}>{say('policies.adopt.see')}</Button>
        <LinkButton kind="quiet" href={back.href}>
          {say('common.cancel')}
        </LinkButton>
      </ButtonGroup>
    </Page>
  )
}

export interface ReadingPageProps {
  settingId: SettingId
  /** The id of an ambiguity. */
  ambiguity: string
}

export const ReadingPage = ({ settingId, ambiguity: id }: ReadingPageProps) => {
  const { say } = useWords()
  const asOf = useDevice().asOf()
  const title = say('policies.reading.title')
  const back = { href: hrefOf('policies'), label: say('policies.title') }
  return (
    <GuardedSetting title={title} back={back} readers="administrator" settingId={settingId}>
      {(snapshot, setting) => {
        const pack = packOfStage(snapshot.allPacks(), stageOn(setting, asOf).now)
        const ambiguity = pack?.ambiguities.find((each) => each.id === id)
        if (pack && ambiguity) return <Changing snapshot={snapshot} setting={setting} pack={pack} ambiguity={ambiguity} />
        return <Instead title={title} back={back} says={say('policies.reading.notFound')} text={say('policies.packNotFoundText')} />
      }}
    </GuardedSetting>
  )
}
