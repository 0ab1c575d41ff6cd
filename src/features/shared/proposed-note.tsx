import { type Form, type Section } from '../../domain/policy/form.ts'
import { useRecordWords } from './use-record-words.ts'

/** Says once, above the form, that the policy gives none and that its headings are proposed; nothing where it gives one. */
export const ProposedForm = ({ form }: { form: Form }) => {
  const { say } = useRecordWords()
  return form.proposed ? <p className="cs-quiet">{say('records.proposed.form')}</p> : null
}

/** The same of one section of a form that the policy gives; nothing where the whole form is proposed. */
export const ProposedSection = ({ form, section }: { form: Form; section: Section }) => {
  const { say } = useRecordWords()
  return section.proposed && !form.proposed ? <p className="cs-quiet">{say('records.proposed.section')}</p> : null
}
