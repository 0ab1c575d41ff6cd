/** Taking up a policy in a home or team, or giving the one in force other settings: choose, see who would be due, confirm. */
import { useState } from 'react'
import { useSearch } from 'wouter'
import { PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Candidate } from '../../domain/try-policy.ts'
import { type Snapshot } from '../../queries/device.ts'
import { adoptAct, packAt, pinText, stageOn } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, LinkButton, ButtonGroup } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { type AdoptDraft, checkDraft, FROM_ID, PACK_ID, REASON_ID, settingsDraft } from './adopt-draft.ts'
import { Confirm } from './confirm.tsx'
import { Done } from './done.tsx'
import { GuardedSetting } from './guarded.tsx'
import { chosenInWords, packOfStage, policyText, stageName } from './policy-words.ts'
import { SettingFields } from './setting-fields.tsx'

interface AdoptingProps {
  snapshot: Snapshot
  setting: SettingState
  /** The policy and the day that the address names. */
  asked: { readonly pin: string; readonly from: PlainDate | null }
}

const firstDraft = ({ snapshot, setting, asked }: AdoptingProps, today: PlainDate): AdoptDraft => {
  const from = asked.from ?? today
  const { now } = stageOn(setting, from)
  const packs = snapshot.allPacks()
  const known = packAt(packs, asked.pin)?.pack
  const like = known ?? packOfStage(packs, now) ?? packs[0]?.pack
  return {
    pin: known ? pinText(known) : '',
    settings: like
      ? settingsDraft(like, now)
      : { lengths: NO_LENGTHS, citation: '', backstop: 'unsaid', closureDays: [], closing: '', policyVersionOn: '' },
    from,
    reason: '',
  }
}

const NO_LENGTHS: AdoptDraft['settings']['lengths'] = {
  oneToOne: { count: '', unit: 'months' },
  backstop: { count: '', unit: 'weeks' },
  agreementWithin: { count: '', unit: 'days' },
  recordWithin: { count: '', unit: 'workingDays' },
  retention: { count: '', unit: 'years' },
}

interface FormProps extends AdoptingProps {
  draft: AdoptDraft
  errors: readonly FieldError[]
  onChange: (draft: AdoptDraft) => void
  onSubmit: () => void
}

const AdoptForm = ({ snapshot, setting, draft, errors, onChange, onSubmit }: FormProps) => {
  const words = useWords()
  const { say } = words
  const asOf = useDevice().asOf()
  const packs = snapshot.allPacks()
  const { now } = stageOn(setting, asOf)
  const pack = packAt(packs, draft.pin)?.pack
  const errorOf = (id: string): string | undefined => errors.find((each) => each.id === id)?.message
  const choose = (pin: string) => {
    const chosen = packAt(packs, pin)?.pack
    onChange({ ...draft, pin, ...(chosen ? { settings: settingsDraft(chosen, now) } : {}) })
  }
  const options = [...packs]
    .sort((a, b) => a.pack.name.en.localeCompare(b.pack.name.en) || b.pack.version - a.pack.version)
    .map(({ pack: each }) => {
      const values = { organisation: policyText(each.organisation, words), version: each.version }
      const inForce = each.id === now.pack && each.version === now.packVersion
      return { value: pinText(each), label: policyText(each.name, words), hint: say(inForce ? 'policies.adopt.inForce' : 'policies.packs.by', values) }
    })
  const settings = draft.settings
  return (
    <>
      <Radios id={PACK_ID} label={say('policies.adopt.which')} error={errorOf(PACK_ID)} options={options} value={draft.pin} onChange={choose} />
      {pack && (
        <>
          <h2 className="govuk-heading-m">{say('policies.adopt.settings')}</h2>
          {pack.settings.length === 0 && <p className="govuk-body">{say('policies.adopt.settingsNone')}</p>}
          <SettingFields key={draft.pin} pack={pack} draft={settings} errors={errors} onChange={(change) => onChange({ ...draft, settings: { ...settings, ...change } })} />
        </>
      )}
      <DateField id={FROM_ID} label={say('policies.from.label')} hint={say('policies.from.hint')} error={errorOf(FROM_ID)} value={draft.from} onChange={(from) => onChange({ ...draft, from })} />
      <TextArea id={REASON_ID} label={say('policies.why.label')} optional error={errorOf(REASON_ID)} rows={2} value={draft.reason} onChange={(reason) => onChange({ ...draft, reason })} />
      <ButtonGroup>
        <Button onClick={onSubmit}>{say('policies.adopt.see')}</Button>
        <LinkButton kind="quiet" href={hrefOf('policySetting', { settingId: setting.id })}>
          {say('common.cancel')}
        </LinkButton>
      </ButtonGroup>
    </>
  )
}

const Adopting = (props: AdoptingProps) => {
  const { snapshot, setting } = props
  const words = useWords()
  const { say, day } = words
  const device = useDevice()
  const today = device.asOf()
  const [draft, setDraft] = useState(() => firstDraft(props, today))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [step, setStep] = useState<{ readonly candidate: Candidate; readonly reason: string; readonly done: boolean } | null>(null)
  const packs = snapshot.allPacks()
  const pack = packAt(packs, draft.pin)?.pack
  const back = { href: hrefOf('policySetting', { settingId: setting.id }), label: setting.name }
  if (step?.done) {
    return <Done snapshot={snapshot} setting={setting} says={say('policies.adopt.done', { place: setting.name, day: day(step.candidate.from, today) })} />
  }
  if (step) {
    const { candidate, reason } = step
    const chosen = chosenInWords(pack, candidate.settings, words).map(({ key, label, value, notChosen }) => ({ id: key, key: label, value: value ?? notChosen }))
    return (
      <Confirm
        title={say('policies.adopt.check')}
        heading={say('policies.adopt.checkHeading', { place: setting.name })}
        rows={[
          { key: say('policies.setting.policy'), value: stageName(packs, candidate, words) },
          ...chosen,
          { key: say('policies.from.key'), value: day(candidate.from, today) },
          ...(reason === '' ? [] : [{ key: say('policies.why.key'), value: reason }]),
        ]}
        snapshot={snapshot}
        setting={setting}
        candidate={candidate}
        confirm={say('policies.adopt.confirm', { day: day(candidate.from, today) })}
        onConfirm={async () => {
          await device.act(adoptAct(setting.id, candidate, reason, today))
          setStep({ candidate, reason, done: true })
        }}
        onBack={() => setStep(null)}
      />
    )
  }
  const submit = () => {
    const checked = checkDraft(draft, pack, setting, words)
    setErrors(checked.errors ?? [])
    if (checked.candidate) setStep({ candidate: checked.candidate, reason: checked.reason, done: false })
  }
  return (
    <Page
      title={say('policies.adopt.title')}
      heading={say('policies.adopt.heading', { place: setting.name })}
      back={back}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <AdoptForm {...props} draft={draft} errors={errors} onChange={setDraft} onSubmit={submit} />
    </Page>
  )
}

export const AdoptPage = ({ settingId }: { settingId: SettingId }) => {
  const { say } = useWords()
  const search = new URLSearchParams(useSearch())
  const asked = { pin: search.get('pack') ?? '', from: PlainDate.safeParse(search.get('from')).data ?? null }
  return (
    <GuardedSetting title={say('policies.adopt.title')} back={{ href: hrefOf('policies'), label: say('policies.title') }} readers="administrator" settingId={settingId}>
      {(snapshot, setting) => <Adopting snapshot={snapshot} setting={setting} asked={asked} />}
    </GuardedSetting>
  )
}
