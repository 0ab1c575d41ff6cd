import { type PlainDate } from '../../domain/dates.ts'
import { type Explained, type Explanation, type ReadingUsed } from '../../domain/explain.ts'
import { type PostId } from '../../domain/ids.ts'
import { VARIATION } from '../../domain/policy/obligation.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Link } from '../../ui/link.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { inLanguage } from '../../words/answers.ts'
import { agreedLines, countedOf, escalatesLine, givesOf, settingLines } from './why-words.ts'

export interface WhySectionProps {
  explanation: Explanation
  asOf: PlainDate
}

const packHref = ({ policy: { id, version } }: Explanation, rule?: string): string =>
  `${hrefOf('policyPack', { pack: `${id}@${version}` })}${rule === undefined ? '' : `#${rule}`}`

const Lines = ({ children }: { children: readonly string[] }) =>
  children.map((line) => (
    <p key={line} className="govuk-body">
      {line}
    </p>
  ))

const capital = (text: string, { lang }: Words): string => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1)

/** The rule in plain words: the policy's own list of rules says it whole, else the few words that go with the date. */
const wordsOf = ({ reason, rule }: Explained, words: Words): string =>
  rule ? inLanguage(rule.says, words.lang) : capital(inLanguage(reason.says, words.lang), words)

/** Where a rule stands in the document, how binding it is, and the way there. */
const Place = ({ explanation, explained: { reason, rule } }: { explanation: Explanation; explained: Explained }) => {
  const { say, lang } = useWords()
  if (reason.rule === VARIATION) return <>{say('why.rule.variation')}</>
  const read = explanation.readings.some(({ id }) => id === reason.rule)
  return (
    <>
      <Link href={packHref(explanation, reason.rule)}>
        {say('why.rule.read', { rule: reason.rule })}
      </Link>
      {rule && ` ${inLanguage(rule.section, lang)}. ${say(`why.rule.${rule.force}`)}`}
      {read && ` ${say('why.rule.reading')}`}
    </>
  )
}

/** What the service chose where a rule leaves it open; closure days are told where the days are counted. */
const settingsOf = ({ settings }: Explanation, { reason }: Explained, asOf: PlainDate, words: Words): readonly string[] =>
  settings.filter(({ key, rule }) => key !== 'closureDays' && rule === reason.rule).flatMap((used) => settingLines(used, asOf, words))

/** The rule that gave the date. */
export const TheRule = ({ explanation, asOf }: WhySectionProps) => {
  const words = useWords()
  const { say, lang, duration } = words
  const { rule, minutes, tally, escalates, obligation } = explanation
  const lines = [
    ...(tally && obligation.track === 'quota' ? [say('why.rule.tally', { ...tally })] : []),
    ...settingsOf(explanation, rule, asOf, words),
    ...(minutes ? [say(minutes.agreed ? 'why.rule.minutesAgreed' : 'why.rule.minutes', { duration: duration(minutes.least) })] : []),
  ]
  return (
    <Card heading={say('why.rule.title')}>
      <p className="govuk-body">
        <strong>{wordsOf(rule, words)}</strong>
      </p>
      <p className="govuk-body cs-quiet">
        <Place explanation={explanation} explained={rule} />
      </p>
      <Lines>{lines}</Lines>
      {escalates && (
        <p className="govuk-body">
          {escalatesLine(escalates.after, inLanguage(escalates.says, lang), words)}{' '}
          <Link href={packHref(explanation, escalates.id)}>{say('why.rule.read', { rule: escalates.id })}</Link>
        </p>
      )}
    </Card>
  )
}

/** From which day, how far, and the very shifts that made a count. */
export const CountedFrom = ({ explanation, asOf, post }: WhySectionProps & { post: PostId }) => {
  const words = useWords()
  const { rule, others } = explanation
  const shifts = [rule, ...others].some(({ reason }) => reason.count !== undefined)
  return (
    <Card heading={words.say('why.from.title')}>
      <Lines>{countedOf(explanation, asOf, words)}</Lines>
      {shifts && (
        <p className="govuk-body">
          <Link href={hrefOf('person', { postId: post })}>{words.say('why.from.seeShifts')}</Link>
        </p>
      )}
    </Card>
  )
}

/** @param yours the reader is one of the two */
export const WhatWasAgreed = ({ explanation, asOf, yours }: WhySectionProps & { yours: boolean }) => {
  const words = useWords()
  const lines = agreedLines(explanation, asOf, words)
  if (lines.length === 0) return null
  return (
    <Card heading={words.say(yours ? 'why.agreed.title' : 'why.agreed.titleThey')}>
      <Lines>{lines}</Lines>
    </Card>
  )
}

/** The rules that matched beside it, each with its own date and state. */
export const OtherRules = ({ explanation, asOf }: WhySectionProps) => {
  const words = useWords()
  const { others } = explanation
  const heading = words.say('why.rule.others')
  if (others.length === 0) return null
  return (
    <Card heading={heading}>
      <p className="govuk-body">{words.say('why.rule.earliest')}</p>
      <RowList label={heading}>
        {others.map((other) => (
          <Row
            key={`${other.reason.rule} ${other.reason.kind}`}
            title={wordsOf(other, words)}
            meta={
              <>
                {[givesOf(other, asOf, words), ...settingsOf(explanation, other, asOf, words)].join(' ')}{' '}
                <Place explanation={explanation} explained={other} />
              </>
            }
            end={other.reason.state && <Status state={other.reason.state} />}
          />
        ))}
      </RowList>
    </Card>
  )
}

const Reading = ({ reading, explanation, asOf }: WhySectionProps & { reading: ReadingUsed }) => {
  const { say, lang, day } = useWords()
  const { chosen, open } = reading
  const why = chosen ? say('why.read.chosen', { day: day(chosen.on, asOf), reason: chosen.reason }) : open ? say('why.read.open') : null
  return (
    <Row
      title={inLanguage(reading.says, lang)}
      meta={
        <>
          <span className="cs-row__meta">{say('why.read.as', { reading: inLanguage(reading.reading, lang) })}</span>
          {why !== null && <span className="cs-row__meta">{why}</span>}
          <span className="cs-row__meta">
            <Link href={packHref(explanation, reading.id)} className="govuk-link cs-why">
              {reading.id}
            </Link>
          </span>
        </>
      }
    />
  )
}

/** Where the document is ambiguous: the reading that gives a rule here, or was chosen, with why; the other questions on asking. */
export const HowItIsRead = ({ explanation, asOf }: WhySectionProps) => {
  const { say } = useWords()
  const { readings, rule, others } = explanation
  if (readings.length === 0) return null
  const heading = say('why.read.title')
  const cited = new Set([rule, ...others].map(({ reason }) => reason.rule))
  const leads = ({ id, chosen }: ReadingUsed): boolean => cited.has(id) || chosen !== null
  const [first, more] = [readings.filter(leads), readings.filter((reading) => !leads(reading))]
  const folded = say(first.length > 0 ? 'why.read.more' : 'why.read.questions', { count: more.length })
  return (
    <Card heading={heading}>
      <p className="govuk-body">{say('why.read.intro')}</p>
      {first.length > 0 && (
        <RowList label={heading}>
          {first.map((reading) => (
            <Reading key={reading.id} reading={reading} explanation={explanation} asOf={asOf} />
          ))}
        </RowList>
      )}
      {more.length > 0 && (
        <Details summary={folded}>
          <RowList label={folded}>
            {more.map((reading) => (
              <Reading key={reading.id} reading={reading} explanation={explanation} asOf={asOf} />
            ))}
          </RowList>
        </Details>
      )}
    </Card>
  )
}

/** Its name, its version, since when; and whether it is kept from before another. */
export const WhichPolicy = ({ explanation, asOf }: WhySectionProps) => {
  const { say, lang, day } = useWords()
  const { name, organisation, version, since, keptSince } = explanation.policy
  const lines = [
    say('why.policy.name', { name: inLanguage(name, lang), organisation: inLanguage(organisation, lang), version }),
    since === null ? say('why.policy.fromStart') : say('why.policy.since', { day: day(since, asOf) }),
    ...(keptSince === null ? [] : [say('why.policy.kept', { day: day(keptSince, asOf) })]),
  ]
  return (
    <Card heading={say('why.policy.title')}>
      <Lines>{lines}</Lines>
      <p className="govuk-body">
        <Link href={packHref(explanation)}>{say('why.policy.read')}</Link>
      </p>
    </Card>
  )
}
