/** UK phones, e-mails and postcodes (W6): how they look, whoever’s they are. */
import { type Identifier, type IdentifierKind } from './identifier.ts'

const all = (kind: IdentifierKind, text: string, pattern: RegExp, holds: (found: RegExpExecArray) => boolean = () => true): Identifier[] =>
  [...text.matchAll(pattern)].filter(holds).map(({ 0: found, index }) => ({ kind, from: index, to: index + found.length }))

const EMAIL = /[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63}\s?@\s?[\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu
/** “jay at example dot com”, “jay (at) example.com”. */
const SPOKEN = /[\w.+-]+(?: dot [\w-]+){0,3}(?: at | ?[([]at[)\]] ?)[\w-]+(?:(?: dot | ?[([]dot[)\]] ?|\.)[\w-]+){0,3}(?: dot | ?[([]dot[)\]] ?|\.)(?:com|co|uk|org|net|edu|me|info)\b/giu

/** Most notes have no sign of one, and are not looked through for it. */
const SAYS_SPOKEN = / dot |[([](?:dot|at)[)\]]/i

export const findEmails = (text: string): Identifier[] => [
  ...(text.includes('@') ? all('email', text, EMAIL) : []),
  ...(SAYS_SPOKEN.test(text) ? all('email', text, SPOKEN, ({ 0: found }) => SAYS_SPOKEN.test(found)) : []),
]

/** A run of digits as phones are grouped, beginning with 0, +44 or 0044. */
const PHONE = /(?<![\p{L}\p{N}£$#./+-])(?:(?:\+|00)44[\s.‑–-]?(?:\(0\)[\s.‑–-]?)?|\(?0)(?:[\s.()‑–-]{0,2}\d){8,10}(?![\d\p{L}]|[.-]\d|\/(?!0\d{3})\d)/gu
/** A mobile without its first nought, or a number without its area: only beside a word that says so. */
const BARE_PHONE = /(?<![\p{L}\p{N}£$#./+-])(?:(?:44[\s-]?)?7\d{3}[\s-]?\d{3}[\s-]?\d{3}|\d{3}[\s-]\d{4}|[2-9]\d{6})(?![\d\p{L}]|[./-]\d)/gu
/** Grouped as only a mobile is, it needs no such word. */
const GROUPED_MOBILE = /^7[1-9]\d{2}[\s-]\d{3}[\s-]?\d{3}$/
const SAYS_PHONE = /\b(?:tel(?:ephone)?|phone|phoned|mobile|mob|ring|rang|call|called|text|texted|landline|number(?:'s|’s)?|whatsapp)\b[^.!?\d]{0,25}$/i
/** A word before it that says what else the number is. */
const SAYS_OTHERWISE = /\b(?:ref(?:erence)?|cert(?:ificate)?|policy|serial|order|invoice|account|asset|batch|claim|dbs|urn|pin|licen[cs]e|registration|ticket|model|isbn|vat|staff|payroll|nhs)\b[^.!?\d]{0,15}$/i

/** Area and mobile numbers; 03, 08 and 09 are helplines and firms, and no child’s. */
const NATIONAL = /^0(?:1\d{8,9}|2[03489]\d{8}|7[1-9]\d{8})$/
/** People group by three or more; dates and times are pairs. */
const GROUPS = /^(?:0\d{2,}|07(?= ?\d{3}))/

const isPhone = ({ 0: found, index, input }: RegExpExecArray): boolean => {
  const digits = found.replaceAll(/\D/g, '')
  const abroad = /^\s*(?:\+|00)44/.test(found)
  const national = abroad ? `0${digits.replace(/^(?:00)?44/, '').replace(/^0/, '')}` : digits
  if (!NATIONAL.test(national)) return false
  // Ten digits in a row are some other number; the few phones with ten are written in groups.
  if (!abroad && digits.length === 10 && /^\d+$/.test(found)) return false
  if (!abroad && !GROUPS.test(found.replace(/^\(/, ''))) return false
  return !SAYS_OTHERWISE.test(input.slice(Math.max(0, index - 40), index))
}

export const findPhones = (text: string): Identifier[] => [
  ...all('phone', text, PHONE, isPhone),
  ...all('phone', text, BARE_PHONE, ({ 0: found, index, input }) => {
    const before = input.slice(Math.max(0, index - 40), index)
    return (GROUPED_MOBILE.test(found) || SAYS_PHONE.test(before)) && !SAYS_OTHERWISE.test(before)
  }),
]

/** The 124 areas of the Royal Mail, with those of the Crown dependencies. */
const AREAS =
  'AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'.split(' ')
/** An inward code has none of C, I, K, M, O, V. */
const POSTCODE = new RegExp(String.raw`(?<![\p{L}\p{N}£#./-])(${AREAS.join('|')})(\d{1,2}|\d[A-Z])([ \u00A0]{0,2})(\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{N}]|[-/]\d)`, 'giu')
/** Only in central London does a letter end the first half. */
const LETTERED = new Set(['E', 'EC', 'N', 'NW', 'SE', 'SW', 'W', 'WC'])
/** “4th floor”, “2hr”: written small, or after what is no address. */
const MEASURE = /^(?:1st|2nd|3rd|\dth|\dhrs?|\dyr?s?|\dbd|\dxs?|\dpt|\dft|\dlb|\dwt)$/
const SAYS_PLACE_INSIDE = /\b(?:room|unit|block|zone|level|section|form|bay|floor|batch|model|vitamin|grade|band|printer|part|appendix)\s$/i

export const findPostcodes = (text: string): Identifier[] =>
  all('postcode', text, POSTCODE, ({ 1: area = '', 2: district = '', 3: space = '', 4: inward = '', 0: found, index, input }) => {
    if (/[a-z]$/i.test(district) && !LETTERED.has(area.toUpperCase())) return false
    const before = input.slice(Math.max(0, index - 20), index)
    if (SAYS_PLACE_INSIDE.test(before) || MEASURE.test(inward)) return false
    // One case throughout: “S2 4hr” and “in M4 2Be” are none.
    const mixed = found !== found.toUpperCase() && found !== found.toLowerCase()
    return !(mixed && space === '') && !(mixed && inward !== inward.toUpperCase() && area === area.toUpperCase() && area.length === 1)
  })
