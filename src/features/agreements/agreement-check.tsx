import { useState } from 'react'
import { LinkButton } from '../../ui/button.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { type Words } from '../../words/words.ts'
import { Disagreement } from '../shared/disagreement.tsx'
import { nameOfField } from '../shared/fields-in-words.ts'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { MissingErrors, MissingList, type ToDo } from '../shared/missing-list.tsx'
import { otherOf } from '../shared/record-view.ts'
import { SIGN_TICK_ID, SignForm } from '../shared/sign-form.tsx'
import { standingOf } from '../shared/standing.ts'
import { SyncWord } from '../shared/sync-word.tsx'
import { UndoneNotice } from '../shared/undone-notice.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'
import { agreementHref } from './addresses.ts'
import { AgreementContent } from './agreement-content.tsx'
import { Purpose } from './agreement-editor.tsx'
import { type AgreementView, lacksOf } from './agreement-view.ts'

const toDoOf = (view: AgreementView, words: Words): readonly ToDo[] =>
  lacksOf(view).map(({ field, kind }) => ({
    key: field,
    text: words.say(`agreements.missing.${kind}`, { name: nameOfField(view, field, words) }),
    href: agreementHref(view.state.id, 'write', field),
  }))

export interface AgreementCheckProps {
  view: AgreementView
  onSigned: () => void
}

/** The whole agreement on one page, and under it the reader's signature. */
export const AgreementCheck = ({ view, onSigned }: AgreementCheckProps) => {
  const words = useRecordWords()
  const { say } = words
  const { state, role, supervisee, supervisor } = view
  const [tried, setTried] = useState(0)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const items = toDoOf(view, words)
  const other = otherOf(view)
  const { undone, theirs, apart } = standingOf(state, role)
  const standing = (): string => {
    if (apart) return say('agreements.check.apart')
    return theirs ? say('agreements.check.theirs', { name: other.knownAs }) : say('agreements.check.notYet')
  }
  const me = role === 'supervisor' ? supervisor : supervisee

  const attempt = (ticked: boolean): boolean => {
    if (items.length > 0) {
      setTried((times) => times + 1)
      return false
    }
    const wrong = ticked ? [] : [{ id: SIGN_TICK_ID, message: say('sign.read.missing') }]
    setErrors(wrong)
    return wrong.length === 0
  }
  return (
    <Page
      title={say('agreements.check.title')}
      caption={<bdi>{say('agreements.between', { one: supervisee.name, other: supervisor.name })}</bdi>}
      back={{ href: agreementHref(state.id, 'write'), label: say('agreements.backToDraft') }}
      error={errors.length > 0 || (tried > 0 && items.length > 0)}
      notices={
        <>
          {tried > 0 && items.length > 0 && <MissingErrors key={tried} items={items} />}
          <ErrorSummary errors={errors} />
          {undone && <UndoneNotice view={view} undone={undone} own />}
        </>
      }
    >
      <div className="govuk-body cs-record cs-agreement">
        <p className="cs-agreement__sync">
          <SyncWord sync={view.sync} />
        </p>
        <p className="govuk-body">
          {standing()} {say('agreements.check.disagree')}
        </p>
        <Purpose view={view} />
        {tried === 0 && <MissingList items={items} />}
        <ProposedForm form={view.form} />
        <AgreementContent view={view} change={state.signatures.length === 0} />
        <SignForm
          view={view}
          statement={say('agreements.statement', { name: me.name, other: other.name })}
          error={errors[0]?.message}
          attempt={attempt}
          onSigned={onSigned}
        />
        {state.signatures.length > 0 && (
          <LinkButton kind="secondary" href={agreementHref(state.id, 'write')}>
            {say('agreements.toWrite')}
          </LinkButton>
        )}
        <Disagreement view={view} />
        <Guidance pack={view.pack} place="agreement" />
      </div>
    </Page>
  )
}
