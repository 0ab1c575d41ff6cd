/** Looking through somebody's copy before they have it: what gives away others is covered (W5). */
import { useState } from 'react'
import { type CopyRefusal, type ReviewAnswer, type ReviewMatter, useReview } from '../../queries/copies.ts'
import { type DeviceErrorCode } from '../../queries/device-error.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { Details } from '../../ui/details.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { Answered } from '../shared/answered.tsx'
import { type Marked, TextToCover } from './text-to-cover.tsx'

const REFUSED: readonly string[] = ['not-open', 'about-you', 'supervisor', 'spans'] satisfies readonly CopyRefusal[]
const isRefusal = (code: CopyRefusal | DeviceErrorCode): code is CopyRefusal => REFUSED.includes(code)
const problemText = (code: CopyRefusal | DeviceErrorCode, words: Words): string =>
  isRefusal(code) ? words.say(`keeping.review.problem.${code}`) : errorInWords(code, words)

/** Codes of a form's options and the like: nobody wrote them. */
const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

interface Line {
  readonly index: number
  readonly text: string
}

const Texts = ({ review, release }: { review: ReviewAnswer; release: ReviewMatter['release'] }) => {
  const words = useWords()
  const { say } = words
  const [marked, setMarked] = useState<readonly (readonly Marked[])[]>(() => review.texts.map(({ covers }) => covers.map((cover) => ({ ...cover, on: true }))))
  const [sure, setSure] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [done, setDone] = useState(false)
  const { name } = review
  if (done) {
    return (
      <Panel title={say('keeping.review.done', { name })} takeFocus>
        <p>{say('keeping.review.audited', { name })}</p>
      </Panel>
    )
  }
  const lines = review.texts.map(({ text }, index): Line => ({ index, text }))
  // Where a text stands is decided by what was found in it: it does not jump when something is uncovered.
  const found = lines.filter(({ index }) => (review.texts[index]?.covers.length ?? 0) > 0)
  const others = lines.filter(({ index, text }) => (review.texts[index]?.covers.length ?? 0) === 0 && !CODE.test(text))
  const list = (some: readonly Line[]) => (
    <ul className="cs-rows">
      {some.map(({ index, text }) => (
        <TextToCover
          key={index}
          text={text}
          marked={marked[index] ?? []}
          onChange={(its) => setMarked((all) => all.map((before, at) => (at === index ? its : before)))}
        />
      ))}
    </ul>
  )
  const send = async () => {
    if (!sure) {
      setProblem(say('keeping.review.notSure'))
      return
    }
    setBusy(true)
    const covers = marked.flatMap((its, text) => {
      const on = its.filter((each) => each.on).map(({ start, end, why }) => ({ start, end, why }))
      return on.length > 0 ? [{ text, covers: on }] : []
    })
    const refused = await release(covers)
    setBusy(false)
    setProblem(refused && problemText(refused, words))
    setDone(refused === null)
  }
  return (
    <>
      <p className="govuk-body">{say('keeping.review.text', { name })}</p>
      <Inset>{say('keeping.review.audited', { name })}</Inset>
      <Card heading={say('keeping.review.marked')}>
        {found.length === 0 ? <p className="govuk-body">{say('keeping.review.noneMarked')}</p> : list(found)}
      </Card>
      <Card heading={say('keeping.review.others', { count: others.length })}>
        <Details summary={say('keeping.review.others', { count: others.length })}>{list(others)}</Details>
      </Card>
      {problem && (
        <div role="alert">
          <Inset tone="amber">{problem}</Inset>
        </div>
      )}
      <Checkbox label={say('keeping.review.sure')} checked={sure} onChange={setSure} />
      <Button busy={busy} onClick={send}>
        {say('keeping.review.release', { name })}
      </Button>
    </>
  )
}

export const ReviewPage = ({ copyId }: { copyId: string }) => {
  const words = useWords()
  const { say } = words
  const { asked, release } = useReview(copyId)
  const name = asked.value?.review?.name
  return (
    <Page
      title={say('keeping.review.title')}
      heading={name ? say('keeping.review.heading', { name }) : undefined}
      back={{ href: hrefOf('copies'), label: say('keeping.copies.title') }}
    >
      <Answered asked={asked}>
        {({ review, refused }) =>
          review ? <Texts review={review} release={release} /> : <Inset tone="amber">{problemText(refused ?? 'not-open', words)}</Inset>
        }
      </Answered>
    </Page>
  )
}
