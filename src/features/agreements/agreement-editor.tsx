import { useEffect } from 'react'
import { type Section } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { signedOnOf } from '../../domain/records/status.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { hrefOf } from '../addresses.ts'
import { inLanguage } from '../../words/answers.ts'
import { labelIn } from '../shared/fields-in-words.ts'
import { areFigures } from '../shared/form-fields.ts'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm, ProposedSection } from '../shared/proposed-note.tsx'
import { SignedGate } from '../shared/signed-gate.tsx'
import { SyncWord } from '../shared/sync-word.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { WhyOfRecord } from '../shared/why-of-record.tsx'
import { VoidForm } from '../shared/void-form.tsx'
import { agreementHref } from './addresses.ts'
import { AgreementField } from './agreement-field.tsx'
import { type AgreementView, lacksOf } from './agreement-view.ts'
import { computedValue } from './computed-value.ts'
import { Clauses } from './clauses.tsx'
import { ProgressCard } from './progress-card.tsx'

const CONTROLS = 'textarea, input, select, button'

/** Brings the field in the address into sight, with the focus in it. */
const useShown = (field: FieldName | null): void => {
  useEffect(() => {
    const block = field === null ? null : document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
    if (!block) return
    block.scrollIntoView({ block: 'start' })
    block.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true })
  }, [field])
}

/** What it takes the place of, or by when the policy wants the first one signed, while it is a draft. */
export const Purpose = ({ view }: { view: AgreementView }) => {
  const words = useRecordWords()
  const { signBy, today, state } = view
  const before = view.versions.find(({ id }) => id === state.follows)
  const signed = before && signedOnOf(before)
  if (signed) return <p className="govuk-body">{words.say('agreements.amending', { day: words.longDay(signed) })}</p>
  if (signBy === null) return null
  return (
    <p className="govuk-body">
      {words.say(signBy < today ? 'agreements.signBy.late' : 'agreements.signBy', { day: words.longDay(signBy) })}{' '}
      <WhyOfRecord view={view} one={{ track: 'agreement' }} />
    </p>
  )
}

/** What nobody types: who the agreement is between. */
const Parties = ({ view, section }: { view: AgreementView; section: Section }) => {
  const words = useRecordWords()
  const rows = section.fields.flatMap((field): readonly SummaryRow[] =>
    field.type === 'computed' ? [{ id: field.key, key: labelIn(field, words), value: <bdi>{computedValue(view, field)}</bdi> }] : [],
  )
  return rows.length > 0 && <SummaryList rows={rows} />
}

export interface AgreementEditorProps {
  view: AgreementView
  /** The field to begin at. */
  at: FieldName | null
  onVoided: () => void
}

/** The agreement while it is drawn up: the form in its printed order. Everything saves itself. */
export const AgreementEditor = ({ view, at, onVoided }: AgreementEditorProps) => {
  const words = useRecordWords()
  const { say, lang } = words
  const { state, role, supervisee, supervisor } = view
  useShown(at)
  const both = say('agreements.between', { one: supervisee.name, other: supervisor.name })
  return (
    <Page
      title={say('agreements.title')}
      caption={<bdi>{both}</bdi>}
      back={{ href: hrefOf('person', { postId: state.post }) }}
      focus={at === null ? 'heading' : 'leave'}
    >
      <div className="govuk-body cs-agreement">
        <p className="cs-agreement__sync">
          <SyncWord sync={view.sync} />
        </p>
        <ProposedForm form={view.form} />
        <Purpose view={view} />
        {role === 'supervisee' && <p className="govuk-body">{say('agreements.yours')}</p>}
        <ProgressCard view={view} />
        <SignedGate view={view}>
          {view.sections.map((section) => (
            <Card key={section.id} heading={inLanguage(section.title, lang)}>
              <ProposedSection form={view.form} section={section} />
              {section.hint && <p className="cs-quiet">{inLanguage(section.hint, lang)}</p>}
              <Clauses section={section} folded />
              {role === 'supervisor' && section.fields.some(({ voice }) => voice === 'supervisee') && (
                <p className="cs-quiet">{say('agreements.scribe', { name: supervisee.knownAs })}</p>
              )}
              <Parties view={view} section={section} />
              <div className={areFigures(section.fields) ? 'cs-figures' : undefined}>
                {section.fields.filter(({ type }) => type !== 'computed').map((field) => (
                  <AgreementField key={field.key} view={view} section={section} field={field} />
                ))}
              </div>
            </Card>
          ))}
        </SignedGate>
        <div className="cs-part__foot">
          {lacksOf(view).length > 0 && <p className="cs-quiet">{say('agreements.toCheckLater')}</p>}
          <LinkButton href={agreementHref(state.id, 'check')}>{say('agreements.toCheck')}</LinkButton>
        </div>
        <Guidance pack={view.pack} place="agreement" />
        {role === 'supervisor' && <VoidForm view={view} explain={say('agreements.void.draft')} onVoided={onVoided} />}
      </div>
    </Page>
  )
}
