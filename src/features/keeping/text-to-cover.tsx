import { Fragment, useId, useState } from 'react'
import { type Cover, joined } from '../../domain/own-copy.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { Details } from '../../ui/details.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/** Something in a text that may be covered, and whether it is. */
export interface Marked extends Cover {
  readonly on: boolean
}

export interface TextToCoverProps {
  text: string
  marked: readonly Marked[]
  onChange: (marked: readonly Marked[]) => void
}

/** The text as it stands, with what is covered struck through: not by colour alone. */
const Shown = ({ text, marked }: Pick<TextToCoverProps, 'text' | 'marked'>) => {
  const covers = joined(marked.filter(({ on }) => on))
  return (
    <p className="govuk-body cs-as-written">
      {covers.map(({ start, end }, index) => (
        <Fragment key={start}>
          {text.slice(covers[index - 1]?.end ?? 0, start)}
          <del>{text.slice(start, end)}</del>
        </Fragment>
      ))}
      {text.slice(covers.at(-1)?.end ?? 0)}
    </p>
  )
}

/** One text of a copy: what may give away somebody else is ticked or not, and more can be covered (W5). */
export const TextToCover = ({ text, marked, onChange }: TextToCoverProps) => {
  const { say } = useWords()
  const id = useId()
  const [more, setMore] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = () => {
    const words = more.trim()
    const found: Marked[] = []
    for (let start = words === '' ? -1 : text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
      found.push({ start, end: start + words.length, why: 'added', on: true })
    }
    setProblem(found.length === 0 ? say('keeping.review.notThere') : null)
    if (found.length === 0) return
    setMore('')
    onChange([...marked, ...found].sort((a, b) => a.start - b.start || a.end - b.end))
  }
  return (
    <li className="cs-row">
      <div className="cs-row__main">
        <Shown text={text} marked={marked} />
        {marked.map((each, index) => (
          <Checkbox
            key={`${each.start} ${each.end} ${each.why}`}
            label={say('keeping.review.cover', { text: text.slice(each.start, each.end), why: say(`keeping.review.why.${each.why}`) })}
            checked={each.on}
            onChange={(on) => onChange(marked.map((other, at) => (at === index ? { ...other, on } : other)))}
          />
        ))}
        <Details summary={say('keeping.review.addLabel')}>
          <TextField
            id={`${id}-more`}
            label={say('keeping.review.addLabel')}
            hint={say('keeping.review.addHint')}
            value={more}
            onChange={setMore}
            error={problem ?? undefined}
          />
          <Button kind="secondary" onClick={add}>
            {say('keeping.review.add')}
          </Button>
        </Details>
      </div>
    </li>
  )
}
