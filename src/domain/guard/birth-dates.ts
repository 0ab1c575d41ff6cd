/** Dates of birth (W6): a date that the words around it, or a name beside it, say somebody was born on. */
import { type PlainDate } from '../dates.ts'
import { type Identifier } from './identifier.ts'

const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const YEAR = "(?:(?:19|20)\\d{2}|['’]?\\d{2})"
/** “3/4/2012”, “03.04.12”, “3-4-12”, “01 05 2012”, “2012-04-03”, “3rd of April 2012”, “April 3, 2012”, “14 June”, “April 2012”. */
const DATE = new RegExp(
  String.raw`(?<![\d\p{L}£$]|\d[./:])(?:${DAY}\s?([./\-–])\s?(?:0?[1-9]|1[0-2])\s?\1\s?${YEAR}|${DAY} (?:0[1-9]|1[0-2]) (?:19|20)\d{2}|(?:19|20)\d{2}([-/.])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01])|${DAY}(?:\s?(?:st|nd|rd|th))?(?:\sof)?[\s-]?${MONTH}\b\.?(?:,?[\s-]?${YEAR}(?!\d|:\d|\s?(?:am|pm|hrs?)\b))?|${MONTH}\b\.?\s${DAY}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d{2})?|${MONTH}\b\.?,?\s(?:19|20)\d{2})(?![\d\p{L}]|[./:-]\d)`,
  'giu',
)
/** “22/7”, “3.4”: a date only right after a word that says so. */
const SHORT_DATE = new RegExp(String.raw`(?<![\d\p{L}£$]|\d[./:])${DAY}[./](?:0?[1-9]|1[0-2])(?![\d\p{L}]|[./:-]\d)`, 'gu')
const JUST_BEFORE = /(?:\b(?:d\.?\s?o\.?\s?b|date of birth|birth\s?-?da(?:y|te)|bday|born)\b\.?)[\s:=–-]{0,3}(?:(?:is|was|on|the) ){0,3}$/i

const NUMBER = '(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[ -]one)?)'
/** What says that a date of birth follows. */
const BIRTH = /(?<![\p{L}-])(?:d\.?\s?o\.?\s?b\b\.?|(?:date|day|year|month)[ -]of[ -]birth|birth\s?-?(?:date|day)|bday|b-day|born|b\.(?=\s?$))/giu
/** Said of no child: the reader’s own birthday, the house’s, an event to be held. */
const NOT_A_CHILDS = /\b(?:my|our|your|(?:the )?(?:home|house|centre|center|service|team|charity|organisation|company|council|unit|queen|king|staff|manager|supervisor|colleague|deputy)(?:['’]?s)?)(?: \w+)? $/i
/** Of a grown-up, or a wish. */
const ANOTHERS = /\b(?:mum|mother|dad|father|nan|gran|grandad|grandma|partner|husband|wife|carer)['’]?s (?:\w+ )?$|\b(?:happy|merry) $|\b(?:[2-9]1st|[2-9]2nd|[2-9]3rd|[2-9]\dth) $/i
const EVENT = /^(?:['’]s)?\s(?:party|tea|lunch|dinner|meal|cake|card|present|gift|trip|outing|celebration|certificate|leave|weekend)/i
/** What may stand between: nothing that something else happened on that date. */
const OTHERWISE = /\b(?:met|meet|meeting|review(?:ed)?|session|supervis\w+|moved?|placed|placement|admitted|updated|corrected|checked|sent|arrived|since|due|signed|changed|asked|added|seen|joined|started|left|until|incident|visit(?:ed)?|qualified|trained|audit|form of|letter of|out of|by|wrong)\b/i
const TURNS = new RegExp(
  String.raw`(?:\b(?:turn(?:s|ed|ing)?|becom(?:es|ing)|became)|\b(?:he|she|they|who|child|boy|girl|person|one|twin|\p{Lu}[\p{L}’'-]+|\p{Lu}+[- ]?\d+)(?:['’]ll be| will be| is| was|['’]s)) ${NUMBER}(?: years? old)?,? (?:on|this coming|next|the coming)?(?: ?(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)? ?(?:the )?$`,
  'iu',
)
const BIRTH_AFTER = /^[\s,(–-]{0,3}(?:(?:is|was|as|being|for) )?(?:(?:his|her|their|the|a|child['’]s) )*(?:d\.?o\.?b\b|date of birth|birthday|birthdate)(?! (?:party|tea|lunch|meal|cake|card|trip))/i
const TURNS_AFTER = new RegExp(String.raw`^[^.!?\n]{0,30}\b(?:turns|turned|turning|(?:he|she|they)(?:['’]ll be| will be| is| was)) ${NUMBER}\b(?! ?(?:min|hour|day|week|month|times|miles|per|%|of|out|p\b|pounds))`, 'i')

const SENTENCE = /[!?\n;]|\.(?=\s+\p{Lu})/u

/** The part of what stands before that belongs to the same sentence; “D.O.B. 3/4/2012” has no end in it. */
const beforeIn = (text: string, index: number): string =>
  text.slice(Math.max(0, index - 70), index).replace(/d\.\s?o\.\s?b\.?/gi, 'dob').split(SENTENCE).at(-1) ?? ''

/** “dob”, “born”, “birthday” before the date, with nothing between them that happened on it instead. */
const isSaidBefore = (before: string): boolean => {
  const found = [...before.matchAll(BIRTH)].at(-1)
  if (!found) return false
  const after = before.slice(found.index + found[0].length)
  if (after.length > 40 || /\d{3}/.test(after) || OTHERWISE.test(after) || EVENT.test(after)) return false
  const whose = before.slice(0, found.index)
  const birthday = /^b.*day$/i.test(found[0])
  return !(birthday && (NOT_A_CHILDS.test(whose) || ANOTHERS.test(whose))) && !/\b(?:my|our)\s$/i.test(whose)
}

const yearIn = (date: string, asOf: PlainDate): number | null => {
  const long = /(?:19|20)\d{2}/.exec(date)?.[0]
  if (long !== undefined) return Number(long)
  const short = /[^\d](\d{2})$/.exec(date)?.[1]
  const now = Number(asOf.slice(0, 4))
  return short === undefined || /\p{L}/u.test(date) ? null : Number(short) + (Number(short) > now % 100 ? 1900 : 2000)
}

/** A date some years back that stands beside the name or the reference of a child, as “Jayden (03/04/2012)”. */
const standsBeside = (text: string, index: number, date: string, ends: ReadonlySet<number>, asOf: PlainDate): boolean => {
  const year = yearIn(date, asOf)
  const age = year === null ? -1 : Number(asOf.slice(0, 4)) - year
  if (age < 3 || age > 26) return false
  const gap = /(?:['’]s)?[\s,([–-]{1,3}$/.exec(text.slice(Math.max(0, index - 5), index))
  return gap !== null && ends.has(index - gap[0].length)
}

/**
 * @param ends where names and references of children end in the text
 * @param asOf the day of reading, where it is known
 */
export const findBirthDates = (text: string, ends: ReadonlySet<number>, asOf: PlainDate | null): Identifier[] =>
  [...text.matchAll(DATE), ...text.matchAll(SHORT_DATE)].flatMap(({ 0: date, index }): Identifier[] => {
    const to = index + date.length
    const before = beforeIn(text, index)
    const after = text.slice(to, to + 60)
    const own = /\b(?:my|our)\b[^.!?]{0,20}$/i.test(before)
    if (/^\d{1,2}[./]\d{1,2}$/.test(date)) return JUST_BEFORE.test(before) && isSaidBefore(before) ? [{ kind: 'birth-date', from: index, to }] : []
    const said =
      isSaidBefore(before) ||
      (TURNS.test(before) && !/\bI(?:['’]ll| will| have|['’]ve)? \w+ \w+(?: \w+)? ?(?:the )?$/.test(before)) ||
      (BIRTH_AFTER.test(after) && !own) ||
      TURNS_AFTER.test(after) ||
      (asOf !== null && standsBeside(text, index, date, ends, asOf))
    return said ? [{ kind: 'birth-date', from: index, to }] : []
  })
