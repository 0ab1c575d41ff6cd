import { type Section } from '../../domain/policy/form.ts'
import { Details } from '../../ui/details.tsx'
import { inLanguage } from '../../words/answers.ts'
import { useRecordWords } from '../shared/use-record-words.ts'

/** More than this is folded away while one writes. */
const SHORT = 2

const Paragraphs = ({ section }: { section: Section }) => {
  const { lang } = useRecordWords()
  return (section.clauses ?? []).map((clause) => (
    <p key={clause.en} className="cs-clause">
      {inLanguage(clause, lang)}
    </p>
  ))
}

/** The fixed paragraphs of a section, which both sign with the answers. All of them stand open where one signs or reads. */
export const Clauses = ({ section, folded }: { section: Section; folded: boolean }) => {
  const { say } = useRecordWords()
  const count = section.clauses?.length ?? 0
  if (count === 0) return null
  if (!folded || count <= SHORT) return <Paragraphs section={section} />
  return (
    <Details summary={say('agreements.clauses', { count })}>
      <Paragraphs section={section} />
    </Details>
  )
}
