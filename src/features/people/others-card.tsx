import { type ReactNode, useEffect, useRef, useState } from 'react'
import { daysBetween, type PlainDate } from '../../domain/dates.ts'
import { tallyOf } from '../../domain/explain.ts'
import { type PersonId } from '../../domain/ids.ts'
import { trackLabel } from '../../domain/policy/obligation.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ContextualDate } from '../../ui/contextual-date.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { dueLabel } from '../due-label.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { WhyLink } from '../why.tsx'
import { AwayForm } from './away-form.tsx'
import { DoneForm } from './done-form.tsx'
import { doneBy, type Happened, type HappenedEvent, uncovered } from './happened.ts'
import { ruleInWords } from './obligation-words.ts'
import { type OtherAsked, type PersonView } from './person-view.ts'
import { WrittenDown } from './written-down.tsx'

/** "Supervision training", "4 observations a year: 1 of 4 done", "People supervised: 6". */
const headingOf = ({ one, pack }: OtherAsked, { say }: Words): string => {
  const tally = tallyOf(pack, one)
  return say(`people.others.track.${one.track}`, { key: one.key ?? '', done: tally?.done ?? 0, of: tally?.of ?? 0 })
}

/** A number of people is never due: whether it is near what the policy allows, or over it (WOK-A2). */
const Limit = ({ state }: Pick<OtherAsked['one'], 'state'>) => {
  const { say } = useWords()
  if (state === 'overdue') return <Tag tone="red" icon="late">{say('people.others.overLimit')}</Tag>
  return state === 'due-soon' ? <Tag tone="blue">{say('people.others.nearLimit')}</Tag> : null
}

const End = ({ one, asOf }: { one: OtherAsked['one']; asOf: PlainDate }) => {
  const words = useWords()
  const { due, state } = one
  const days = due === null ? 0 : daysBetween(asOf, due)
  return (
    <>
      {one.track === 'capacity' ? <Limit state={state} /> : <Status state={state} />}
      {due !== null && (
        <ContextualDate day={due} tone={days < 0 ? 'red' : 'plain'} label={dueLabel(days, words)}>
          {words.day(due, asOf)}
        </ContextualDate>
      )}
    </>
  )
}

interface OtherProps {
  asked: OtherAsked
  view: PersonView
  asOf: PlainDate
  /** The button that writes down that it was done, or its form; nothing for who only reads. */
  children: ReactNode
}

const Other = ({ asked, view, asOf, children }: OtherProps) => {
  const words = useWords()
  const { one } = asked
  return (
    <Row
      title={headingOf(asked, words)}
      meta={
        <>
          <span className="cs-row__meta">{ruleInWords(one, words)}</span>
          <WhyLink post={view.post.id} one={one} name={view.iAm.supervisee ? null : view.knownAs} />
        </>
      }
      end={<End one={one} asOf={asOf} />}
      action={children}
    />
  )
}

/** Of reviews that come one after the other only the first that is open can be written down (SEF-3.14). */
const isNext = ({ one }: OtherAsked, others: readonly OtherAsked[]): boolean =>
  one.track !== 'asye-review' || others.find((other) => other.one.track === 'asye-review')?.one === one

/** Writes down in one deed that something happened, or takes it back. */
const useHappened = (view: PersonView) => {
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const put = (happened: string, event: HappenedEvent, withdrawn: boolean): Promise<boolean> =>
    save(async () => {
      const payload = { happened, event, withdrawn, on: device.asOf() }
      await device.act({ recordId: view.post.id, kind: 'post', type: 'post.happened', payload })
    })
  return { busy, failed, put, newId: device.newId }
}

interface Opening {
  /** Which form is open, by the id of its button. */
  readonly open: string | null
  readonly onOpen: (id: string | null) => void
}

const Opener = ({ id, text, of, onOpen }: Pick<Opening, 'onOpen'> & { id: string; text: string; of?: string }) => (
  <Button id={id} kind="quiet" onClick={() => onOpen(id)}>
    {text} {of !== undefined && <span className="govuk-visually-hidden">{of}</span>}
  </Button>
)

interface DoingProps extends Opening {
  asked: OtherAsked
  view: PersonView
  asOf: PlainDate
  busy: boolean
  /** @param before what it corrects */
  onWrite: (event: HappenedEvent, before?: Happened) => Promise<void>
}

/** Writes down that something was done, or who covers; nothing for what is done elsewhere. */
const Doing = ({ asked, view, asOf, busy, open, onOpen, onWrite }: DoingProps) => {
  const { say } = useWords()
  const { one } = asked
  const id = `done-${trackLabel(one)}`
  const close = () => onOpen(null)
  if (one.track === 'cover') {
    const away = uncovered(view.post, one.due)
    if (away === null) return null
    if (open !== id) return <Opener id={id} text={say('people.away.name')} onOpen={onOpen} />
    return <AwayForm away={away.event} asOf={asOf} busy={busy} onSave={(event) => onWrite(event, away)} onCancel={close} />
  }
  const type = doneBy(one)
  if (type === null || !isNext(asked, view.others)) return null
  const what = say(`people.happened.${type}`)
  if (open !== id) return <Opener id={id} text={say('people.done.open')} of={what} onOpen={onOpen} />
  return <DoneForm what={what} asOf={asOf} busy={busy} onSave={(on) => onWrite({ type, on })} onCancel={close} />
}

const AWAY = 'away'

export interface OthersCardProps {
  view: PersonView
  asOf: PlainDate
  nameOf: (person: PersonId) => string
}

/** What else the policy asks, each with its date and why; supervisor and manager write down what was done. */
export const OthersCard = ({ view, asOf, nameOf }: OthersCardProps) => {
  const { say } = useWords()
  const { others, iAm, post, kept, asksForCover } = view
  const { put, newId, busy, failed } = useHappened(view)
  const [open, setOpen] = useState<string | null>(null)
  /** The button that takes the focus back once its form has closed. */
  const last = useRef<string | null>(null)
  useEffect(() => {
    if (open === null && last.current !== null) document.getElementById(last.current)?.focus()
    last.current = open
  }, [open])
  const mayWrite = (iAm.supervisor || iAm.manager) && !iAm.supervisee && !kept
  const asksAway = mayWrite && asksForCover
  if (others.length === 0 && post.happened.length === 0 && !asksAway) return null
  const heading = say('people.others.title')
  const write = async (event: HappenedEvent, before?: Happened): Promise<void> => {
    if (await put(before?.happened ?? newId(), event, false)) setOpen(null)
  }
  return (
    <Card heading={heading}>
      {others.length > 0 && (
        <RowList label={heading}>
          {others.map((asked) => (
            <Other key={trackLabel(asked.one)} asked={asked} view={view} asOf={asOf}>
              {mayWrite && <Doing asked={asked} view={view} asOf={asOf} busy={busy} open={open} onOpen={setOpen} onWrite={write} />}
            </Other>
          ))}
        </RowList>
      )}
      {asksAway && open !== AWAY && <Opener id={AWAY} text={say('people.away.open')} onOpen={setOpen} />}
      {asksAway && open === AWAY && (
        <AwayForm away={null} asOf={asOf} busy={busy} onSave={(event) => write(event)} onCancel={() => setOpen(null)} />
      )}
      <SaveFailed failed={failed} />
      <WrittenDown
        happened={post.happened}
        asOf={asOf}
        nameOf={nameOf}
        busy={busy}
        onWithdraw={mayWrite ? (each) => put(each.happened, each.event, true) : undefined}
      />
    </Card>
  )
}
