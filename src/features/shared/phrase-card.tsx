// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has nothing to assign
import './phrase-card.scss'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { enrolment } from '../../words/en/enrolment.ts'
import { addArea } from '../../words/words.ts'

addArea('enrolment', { en: enrolment })

export interface PhraseCardProps {
  /** A first name, and nothing that somebody could sign in with. */
  knownAs: string
  phrase: string
  onDone: () => void
}

/** The four words as a card, shown this once; on paper there is nothing but the card. */
export const PhraseCard = ({ knownAs, phrase, onDone }: PhraseCardProps) => {
  const { say } = useWords()
  return (
    <>
      <section className="cs-phrase-card" aria-label={say('enrolment.words.title')}>
        <p className="cs-phrase-card__of">
          <strong>{say('app.name')}</strong>
          <span>{say('enrolment.card.whose', { name: knownAs })}</span>
        </p>
        <ol className="cs-phrase-card__words" translate="no">
          {phrase.split(' ').map((word, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- a word may come twice, and none ever moves
            <li key={place}>{word}</li>
          ))}
        </ol>
        <p className="cs-phrase-card__what">{say('enrolment.card.what')}</p>
      </section>
      <ButtonGroup>
        <Button onClick={onDone}>{say('enrolment.words.done')}</Button>
        <Button kind="secondary" onClick={() => window.print()}>
          {say('enrolment.words.print')}
        </Button>
      </ButtonGroup>
    </>
  )
}
