import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type Excused, type Variation } from '../../domain/policy/facts.ts'
import { type PostState } from '../../domain/records/record.ts'
import { whatAmendingChanges, withFacts } from '../../queries/home.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { type ChangeProps } from './change-props.ts'
import { dateChangeLines } from './date-change.ts'
import { reasonInWords } from './fact-rows.ts'
import { canEnd, isOver } from './kept-facts.ts'
import { useAmend } from './use-amend.ts'

/** One thing that holds for a while, and the facts of the post without it. */
export interface Kept {
  readonly id: string
  readonly title: string
  readonly meta: string
  /** With today as its last day; null where it has not begun or ends by itself. */
  readonly ended: PostState['facts'] | null
  /** As if it had never been. */
  readonly takenOut: PostState['facts']
}

interface KeptOptions<T> {
  title: (each: T) => string
  /** The facts of the post with these in place of those there were. */
  factsWith: (all: readonly T[]) => PostState['facts']
  asOf: PlainDate
  words: Words
}

/** What to show of the facts that hold for a while, in their order, and what the post is without each. */
export const keptOf = <T extends Variation | Excused>(
  all: readonly T[],
  { title, factsWith, asOf, words }: KeptOptions<T>,
): readonly Kept[] =>
  all.map((each, index): Kept => {
    const because = reasonInWords(each, words)
    return {
      id: String(index),
      title: title(each),
      meta: isOver(each, asOf) ? words.say('posts.kept.over', { because }) : because,
      ended: canEnd(each, asOf) ? factsWith(all.with(index, { ...each, until: asOf })) : null,
      takenOut: factsWith(all.toSpliced(index, 1)),
    }
  })

interface Chosen {
  readonly kept: Kept
  readonly how: 'end' | 'takeOut'
}

const factsAfter = ({ kept, how }: Chosen): PostState['facts'] => (how === 'end' && kept.ended ? kept.ended : kept.takenOut)

/** Asks once more, with the date before and after. */
const Confirm = ({ chosen, post, snapshot, asOf, onDone, onClose }: ChangeProps & { chosen: Chosen; onClose: () => void }) => {
  const words = useWords()
  const { say } = words
  const { amend, busy, failed } = useAmend(post)
  const { kept, how } = chosen
  const payload = withFacts(post, factsAfter(chosen), asOf)
  const confirm = async (): Promise<void> => {
    if (await amend(payload)) onDone(say(`posts.kept.${how}Done`, { what: kept.title }))
  }
  return (
    <>
      <p className="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">{kept.title}</p>
      <p className="govuk-body">{kept.meta}</p>
      <ul className="govuk-list govuk-list--bullet">
        <li>{say(`posts.kept.${how}Text`)}</li>
        {dateChangeLines(whatAmendingChanges(snapshot, post, payload, asOf), asOf, words).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <SaveFailed failed={failed} />
      <div className="cs-dialog__actions">
        <Button busy={busy} onClick={confirm}>
          {say(`posts.kept.${how}Yes`)}
        </Button>
        <Button kind="secondary" onClick={onClose}>
          {say('posts.kept.leave')}
        </Button>
      </div>
    </>
  )
}

/** What holds or will hold for a while, each to end or, entered by mistake, to take out. */
export const KeptList = ({ heading, all, ...props }: ChangeProps & { heading: string; all: readonly Kept[] }) => {
  const { say } = useWords()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  if (all.length === 0) return null
  const close = () => setChosen(null)
  const action = (kept: Kept, how: Chosen['how']) => (
    <Button kind="quiet" onClick={() => setChosen({ kept, how })}>
      {say(`posts.kept.${how}`)} <span className="govuk-visually-hidden">{kept.title}</span>
    </Button>
  )
  return (
    <Card heading={heading}>
      <RowList label={heading}>
        {all.map((kept) => (
          <Row
            key={kept.id}
            title={kept.title}
            meta={kept.meta}
            action={
              <ButtonGroup>
                {kept.ended && action(kept, 'end')}
                {action(kept, 'takeOut')}
              </ButtonGroup>
            }
          />
        ))}
      </RowList>
      <Dialog open={chosen !== null} heading={say(chosen?.how === 'end' ? 'posts.kept.endAsk' : 'posts.kept.takeOutAsk')} onClose={close}>
        {chosen && <Confirm {...props} chosen={chosen} onClose={close} />}
      </Dialog>
    </Card>
  )
}
