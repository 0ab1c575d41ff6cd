import { useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

const PAIRS = [[0, 2], [1, 3], [0, 3], [1, 2], [0, 1], [2, 3]] as const

/** Which two of the words are asked back: always the same ones of one phrase, so that looking again does not change them. */
const placesAsked = (phrase: string): readonly number[] => PAIRS[phrase.length % PAIRS.length] ?? PAIRS[0]

export interface PhraseBackProps {
  phrase: string
  /** What is wrong, for the page's summary; none when all is well. */
  errors: readonly FieldError[]
  onErrors: (errors: readonly FieldError[]) => void
  onRight: () => void
  onLookAgain: () => void
}

const idOf = (place: number): string => `word-${place + 1}`

/** Two of the four words, typed from the card. */
export const PhraseBack = ({ phrase, errors, onErrors, onRight, onLookAgain }: PhraseBackProps) => {
  const { say } = useWords()
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const places = placesAsked(phrase)
  const words = phrase.split(' ')
  const check = () => {
    const wrong = places.filter((place) => (typed[place] ?? '').trim().toLowerCase() !== words[place])
    onErrors(wrong.map((place) => ({ id: idOf(place), message: say('enrolment.back.wrong', { place: place + 1 }) })))
    if (wrong.length === 0) onRight()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      {places.map((place) => (
        <TextField
          key={place}
          id={idOf(place)}
          label={say('enrolment.back.word', { place: place + 1 })}
          autoComplete="off"
          spellCheck={false}
          width={20}
          value={typed[place] ?? ''}
          onChange={(word) => setTyped({ ...typed, [place]: word })}
          error={errors.find(({ id }) => id === idOf(place))?.message}
        />
      ))}
      <ButtonGroup>
        <Button type="submit">{say('common.continue')}</Button>
        <Button kind="quiet" onClick={onLookAgain}>
          {say('enrolment.back.again')}
        </Button>
      </ButtonGroup>
    </form>
  )
}
