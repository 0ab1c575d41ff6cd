/**
 * Whether a word that could be a child’s name is one where it stands (W6). A name that is nothing else always is; one
 * that is a word, a month, a colleague’s or a place’s too has to be shown by what is around it.
 */
import { type ListedName, type NameList, SHORT } from './name-list.ts'
import { type Token } from './tokens.ts'
import {
  ADVERBS, ALSO_WORDS, ARTICLES, BELONGINGS, DETERMINERS, JOBS, KIN, MODALS, MOVING_VERBS, NOT_SURNAMES, OBJECT_VERBS, PERSON_VERBS, SPEAKING_VERBS, STATES, TIMES, TITLES,
} from './words-and-names.ts'

/** A place where a listed name stands. */
export interface Place {
  readonly text: string
  readonly tokens: readonly Token[]
  /** The first and the last of its tokens. */
  readonly start: number
  readonly end: number
  readonly name: ListedName
  readonly list: NameList
  /** The text is in capitals throughout: they say nothing. */
  readonly shouting: boolean
}

const gap = (text: string, a: Token | undefined, b: Token | undefined): string => (a && b ? text.slice(a.end, b.from) : '')
const SPACE = /^[ \u00A0]$/
const PAUSE = /^,?[ \u00A0]$/

interface Around {
  readonly at: Token
  readonly last: Token
  /** The word before it in the same sentence; the word after it, with nothing but a space between. */
  readonly before: Token | undefined
  readonly after: Token | undefined
  readonly following: string
  readonly preceding: string
}

const around = ({ text, tokens, start, end }: Place): Around => {
  const at = tokens[start] as Token
  const last = tokens[end] as Token
  const before = at.first ? undefined : tokens[start - 1]
  const next = tokens[end + 1]
  return {
    at,
    last,
    before: before && SPACE.test(gap(text, before, at)) ? before : undefined,
    after: next && SPACE.test(gap(text, last, next)) ? next : undefined,
    following: text.slice(last.end, last.end + 60),
    preceding: text.slice(Math.max(0, at.from - 40), at.from),
  }
}

/** “Mark-up”, “mid-May”, “Mo-day”, “LF-07”: a part of another word. */
const isPartOfWord = ({ at, last, following, preceding }: Around): boolean =>
  (/^[-‐‑_]?\d|^[-‐‑_@/]?\p{Ll}|^@/u.test(following) && !last.possessive) || /[\p{L}\d][-‐‑_]$|[@_]$/u.test(preceding) || at.from === last.end

/** A word with a capital that could be somebody’s surname, or the rest of a place’s name. */
const isSurname = (token: Token | undefined, { list, shouting }: Place): boolean =>
  token !== undefined &&
  token.capital &&
  !shouting &&
  !token.allCapitals &&
  token.to - token.from > 1 &&
  !NOT_SURNAMES.has(token.folded) &&
  !JOBS.has(token.folded) &&
  !(list.byFirst.get(token.folded) ?? []).some(({ part, ordinary }) => part === 'given' && !ordinary)

const isColleague = ({ tokens, start, list }: Place): boolean =>
  (list.colleagues.get(tokens[start]?.folded ?? '') ?? []).some((parts) =>
    parts.every((part, offset) => {
      const folded = tokens[start + offset]?.folded
      return folded === part || folded === `${part}s`
    }),
  )

const JOB_AFTER = /^\s?(?:\(|,\s)(?:my|our|the|a|an|his|her|their)?\s?((?:[\p{L}-]+\s){0,2}[\p{L}-]+)(?=[,.;)]|\s(?:from|at|of|here)\b)/u
const FROM_ELSEWHERE = /^\sfrom\s(?:the\s)?(?:\p{Lu}\p{Lu}+|agency|council|bank team|office|clinic)\b/u

/** “my supervisor Mark”, “Nurse Hope”, “Grace (deputy manager)”, “Will, the electrician”. */
const worksThere = ({ before, following }: Around): boolean => {
  if (before && JOBS.has(before.folded)) return true
  const said = JOB_AFTER.exec(following)?.[1]
  return (said?.split(/\s/).some((word) => JOBS.has(word.toLowerCase())) ?? false) || FROM_ELSEWHERE.test(following)
}

/** “Grace (LF-04)”: whoever writes so means the child. */
const isReferenceAfter = ({ following }: Around, { reference }: ListedName): boolean =>
  following.toLowerCase().replace(/^(?:['’]s)?[\s,(–-]*/, '').startsWith(reference.toLowerCase())

/** “Mark S”, of Mark Stone; “Mark D” is somebody else. */
const isInitialAfter = ({ text, tokens, start, end, name }: Place): boolean => {
  const [at, last, next] = [tokens[start], tokens[end], tokens[end + 1]]
  if (!at?.capital || !last || !next?.capital || next.to - next.from !== 1 || next.folded === 'i' || !SPACE.test(gap(text, last, next))) return false
  return name.surnames.some(([surname]) => surname?.startsWith(next.folded))
}

const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const TIME_BEFORE = new RegExp(
  String.raw`(?:\b(?:in|by|until|till|since|from|during|this|last|next|every|each|early|late|mid|over|through|throughout|the|a|end of|start of|beginning of|middle of|${MONTH}(?:,? and|,|/| to| or)?|between|rota for|figures for|hours for|report for|leave (?:for|in)|booked for|planned for|due(?: for| in)?|half of)|\d(?:st|nd|rd|th)?(?: of)?|[-/])[ \u00A0]?$`,
  'i',
)
const TIME_AFTER = new RegExp(
  String.raw`^(?:['’]s)?(?:[ -](?:\d{1,4}\b|half[- ]term|bank|holidays?|rota|term|onwards?|figures|audit|leave|on,|until|day|break|timetable|activit|term|session|supervision|meeting|report|month|weekend|payroll|budget|newsletter|scheme|camp|programme|trips?|is here|comes? |came (?:and|early|late)|began|ended|plans?\b|season|weather|heat)|[,/]? (?:and|or|to) ${MONTH})`,
  'i',
)
const PRONOUN = /\b(?:she|her|hers|herself|he|his|him|himself)\b/i

/** What is left of the sentence. */
const restOf = (following: string): string => following.split(/[.!?\n]/, 1)[0] ?? ''

/** A month, a season: “in May”, “May was busy”. */
const isTime = (place: Place, here: Around): boolean => {
  if (!TIMES.has(here.at.folded) || place.name.parts.length > 1) return false
  const { after, following, preceding } = here
  const verb = after && !after.capital && PERSON_VERBS.has(after.folded)
  if (TIME_AFTER.test(following) && !PRONOUN.test(restOf(following))) return true
  return !here.at.first && TIME_BEFORE.test(preceding) && !(verb && PRONOUN.test(restOf(following)))
}

const nextWord = ({ text, tokens, end }: Place, skip: number): Token | undefined => {
  const token = tokens[end + 1 + skip]
  return token && SPACE.test(gap(text, tokens[end + skip], token)) ? token : undefined
}

/** The verb after a name, past an adverb: “Will never said”. */
const verbAfter = (place: Place): Token | undefined => {
  let skip = 0
  while (ADVERBS.has(nextWord(place, skip)?.folded ?? '')) skip += 1
  const verb = nextWord(place, skip)
  return verb && (!verb.capital || place.shouting) ? verb : undefined
}

const wordAfter = ({ text, tokens }: Place, token: Token): Token | undefined => {
  const then = tokens[tokens.indexOf(token) + 1]
  return then && SPACE.test(gap(text, token, then)) ? then : undefined
}

/** “need”, “feed” and the like are no past. */
const PAST = /^(?!(?:need|feed|speed|heed|seed|bleed|proceed|succeed|exceed|breed|indeed|weed|embed|shed)$)[a-z]{2,}ed$/

/** “pushes people away”: what follows shows that it is no plural. */
const PRESENT = /^[a-z]{3,}[^su]s$/
const AFTER_PRESENT = /^(?:people|away|me|us|him|her|his|when|if|every|it|staff|others|that|very|out|back|everyone|everybody|nobody|too)$/

const acts = ({ folded }: Token, then: Token | undefined): boolean =>
  PERSON_VERBS.has(folded) || PAST.test(folded) || (PRESENT.test(folded) && AFTER_PRESENT.test(then?.folded ?? ''))

/** “Grace to see the dentist”, among actions; “Hope to see…” is none. */
const IS_TO = /^ to (?:be|have|see|attend|go|move|start|stay|get)\b/
const TAKES_TO = /^(?:hope|chase|grant|pat|love|trust|will|may)$/

/** “was very upset”, “has been missing”: what somebody was. */
const IS_STATE = /^ (?:\w+ly |still |also )?(?:was|is|has been|had been|has|had) (?:not |very |really |so |too |quite |more |much )*([a-z]+)/

/** What months and seasons do as well. */
const OF_TIMES = /^(?:ended|started|passed|turned|looked|seemed|worked|helped|arrived|saw|brought|found|proved)$/

/** Somebody does something: a verb in the past or the third person follows. */
const doesSomething = (place: Place, here: Around): boolean => {
  const verb = verbAfter(place)
  if (!verb || !acts(verb, wordAfter(place, verb))) return IS_TO.test(here.following) && !TAKES_TO.test(here.at.folded)
  if (!TIMES.has(here.at.folded)) return true
  // Of a time of the year only a person’s doings and states show that it is none.
  const rest = restOf(here.following)
  if (SPEAKING_VERBS.has(verb.folded) || PRONOUN.test(rest)) return true
  if (verb.folded === 'was' || verb.folded === 'is' || verb.folded === 'has' || verb.folded === 'had') {
    const [, state = ''] = IS_STATE.exec(rest.toLowerCase()) ?? []
    return STATES.has(state) || (verb.folded.startsWith('ha') && PAST.test(state) && !OF_TIMES.test(state)) || (verb.folded.startsWith('ha') && rest.split(/\s+/).some((word) => BELONGINGS.has(word)))
  }
  return (OBJECT_VERBS.has(verb.folded) || PAST.test(verb.folded)) && !OF_TIMES.test(verb.folded)
}

/** “Mark and Hope are…”, “Will, Jayden and I”. */
const isInCompany = ({ text, tokens, end, list }: Place): boolean => {
  const last = tokens[end]
  const joined = tokens[end + 1]
  if (!last || !joined) return false
  const between = gap(text, last, joined)
  const and = SPACE.test(between) && joined.folded === 'and'
  const next = and ? tokens[end + 2] : /^(?:,|\s?[/&+]\s?|, )\s?$/.test(between) ? joined : undefined
  if (!next) return false
  if (and && (next.folded === 'his' || next.folded === 'her')) return KIN.has(tokens[end + 3]?.folded ?? '')
  return next.capital && (list.byFirst.has(next.folded) || (and && next.folded === 'i'))
}

/** “Mark, who turned 14”, “Hope, aged 12”. */
const IS_DESCRIBED = /^,? ?(?:,\s(?:who|whose|aged?)\b|\(?,?\s?(?:aged )?\d{1,2}(?:,|\)| years?\b))/
const IS_ABOUT = /\b(?:re|regarding|concerning|about|cc): $/i

/** “Joy is not something we talk about”: the word is spoken of; of a girl one says that she is one. */
const IS_SPOKEN_OF = /^ (?:is|was) (?:not )?(?:a|an|the|something|what|that|everything|one|all)\b(?!.*\b(?:girl|boy|child|young|year|teen\w*|person|lad|resident|man|woman|member)\b)/

/** A word that is also a name, at the head of a sentence, where every word has its capital. */
const isNameAtHead = (place: Place, here: Around): boolean => {
  if (here.last.possessive) return true
  if (IS_SPOKEN_OF.test(here.following)) return false
  if (doesSomething(place, here) || isInCompany(place) || IS_DESCRIBED.test(here.following) || IS_ABOUT.test(here.preceding)) return true
  return !TIMES.has(here.at.folded) && /^(?:\s?[–—:]|\s-)\s/.test(here.following)
}

/** The same in lower case, as people type in a hurry: here it takes more to show it. */
const isNameInLowerCase = (place: Place, here: Around): boolean => {
  const { at, last, before, after } = here
  const belongs = after !== undefined && BELONGINGS.has(after.folded)
  if (last.possessive) return belongs || (MODALS.has(at.folded) && !TIMES.has(at.folded))
  if (last.folded !== place.name.parts.at(-1)) return belongs
  if (before && ARTICLES.has(before.folded)) return false
  const verb = verbAfter(place)?.folded
  if (verb !== undefined && SPEAKING_VERBS.has(verb)) return true
  if (verb !== undefined && MOVING_VERBS.has(verb) && !TIMES.has(at.folded)) return true
  if ((verb === 'was' || verb === 'is') && !TIMES.has(at.folded) && /^ (?:was|is) (?:upset|angry|anxious|tearful|missing|crying|asleep|excluded|arrested)\b/.test(here.following)) return true
  const told = before !== undefined && OBJECT_VERBS.has(before.folded)
  return told && /^(?:[,.;]|$| (?:to|that|about|if|whether|he|she|when|not|off|out|up|and (?:he|she))\b)/.test(here.following)
}

/** Whether a given name or nickname stands here. */
export const isGivenName = (place: Place): boolean => {
  const here = around(place)
  const { at, last, before, after } = here
  const { name, shouting } = place
  if (isPartOfWord(here) || isColleague(place)) return false
  if (isReferenceAfter(here, name) || isInitialAfter(place)) return true
  const capital = at.capital && !shouting
  const short = name.parts.length === 1 && (name.parts[0]?.length ?? 0) < SHORT
  // “Grace Thompson”, “Hope House”: another person’s name, or a place’s.
  if (capital && !last.possessive && isSurname(after, place)) return false
  if (!name.ordinary || (short && at.capital && !ALSO_WORDS.has(at.folded))) {
    const bare = last.folded === name.parts.at(-1)
    return bare || last.folded.length > 4
  }
  if (short && !at.capital && !ALSO_WORDS.has(at.folded)) return false
  if (worksThere(here) || isTime(place, here)) return false
  // “Summer Rose”: two words that both have a capital are a name.
  if (capital && name.parts.length > 1 && last.capital) return true
  if (shouting && at.allCapitals) return isNameInLowerCase(place, here) || doesSomething(place, here)
  if (!at.capital) return isNameInLowerCase(place, here)
  if (last.folded !== name.parts.at(-1) && !(after && BELONGINGS.has(after.folded))) return false
  if (at.first) return isNameAtHead(place, here)
  return !(before && (DETERMINERS.has(before.folded) || (before.capital && !before.first && isSurname(before, place))))
}

const FAMILY_AFTER = /^(?:['’]s)?\s(?:family|families|siblings?|children|child|boy|girl|lad|brothers?|sisters?|household|boys|girls|twins|parents|home|review|case|meeting)\b/

const isKinNear = ({ text, tokens, start, end }: Place): boolean => {
  const from = tokens[start]?.from ?? 0
  const to = tokens[end]?.end ?? 0
  const near = text.slice(Math.max(0, from - 50), from).split(/[.!?\n]/).at(-1) + ' ' + text.slice(to, to + 50).split(/[.!?\n]/, 1)[0]
  return near.toLowerCase().split(/[^\p{L}]+/u).some((word) => KIN.has(word))
}

/** Whether a surname that stands without its given name tells who a child is. */
export const isSurnameOfChild = (place: Place): boolean => {
  const here = around(place)
  const { text, tokens, start, name, list, shouting } = place
  const { at, last, after, following } = here
  if (isPartOfWord(here) || last.folded !== name.parts.at(-1)) return false
  const prior = tokens[start - 1]
  const titled = prior && /^\.?[ \u00A0]$/.test(gap(text, prior, at)) && TITLES.has(prior.folded)
  // In small letters “miss” is a verb as well.
  if (titled && (at.capital || prior.folded !== 'miss')) return true
  if (!at.capital) return false
  if (FAMILY_AFTER.test(following)) return true
  const next = tokens[place.end + 1]
  const comma = next && PAUSE.test(gap(text, last, next)) && gap(text, last, next).startsWith(',')
  if (comma && (list.byFirst.get(next.folded) ?? []).some(({ part, reference }) => part === 'given' && reference === name.reference)) return true
  if (worksThere(here) || (!last.possessive && isSurname(after, place))) return false
  const { before } = here
  // “Kelly Marsh” is somebody else; said to be his mum, she tells who he is.
  if (before?.capital && !shouting && !before.allCapitals && before.to - before.from > 1 && !NOT_SURNAMES.has(before.folded) && !PAST.test(before.folded) && !PERSON_VERBS.has(before.folded)) {
    return isKinNear(place) && !list.colleagueSurnames.has(at.folded)
  }
  if (list.colleagueSurnames.has(at.folded)) return false
  if (!name.ordinary) return !(before && DETERMINERS.has(before.folded) && !BELONGINGS.has(after?.folded ?? ''))
  const verb = verbAfter(place)?.folded
  return !at.first && !shouting && verb !== undefined && (SPEAKING_VERBS.has(verb) || PERSON_VERBS.has(verb)) && !(before && ARTICLES.has(before.folded))
}
