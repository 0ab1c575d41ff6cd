/** Who was asked, and said yes, before the visit. A tick is not enough for a child (SEF-App2.1, SEF-AMB-9). */
import { PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { type Words } from '../../words/words.ts'
import { type Fields, rowIdsIn, textOf } from './rows.ts'

export const ROLES = ['child', 'family', 'colleague', 'agency'] as const
export const WAYS = ['in-person', 'writing', 'phone', 'parent', 'signs'] as const

export interface Consent {
  readonly id: string
  /** A reference or initials of a child; of others whatever they are called by. */
  readonly who: string
  /** One of `ROLES`, or in other words. */
  readonly role: string
  readonly child: boolean
  /** One of `WAYS`, or in other words; '' while it is not written down. */
  readonly how: string
  /** Who asked the child. */
  readonly by: string
  readonly on: PlainDate | null
}

/** Everybody written down, in the order in which they were. */
export const consentsIn = (source: Fields): readonly Consent[] =>
  rowIdsIn(source, 'consent').flatMap((id): Consent[] => {
    const part = (name: string) => source.fields[`consent.${id}.${name}`]?.value
    const consent: Consent = {
      id,
      who: textOf(part('who')),
      role: textOf(part('role')),
      child: part('child') === true,
      how: textOf(part('how')),
      by: textOf(part('by')),
      on: PlainDate.safeParse(part('on')).data ?? null,
    }
    const { who, role, how, by, child } = consent
    return [who, role, how, by].every((text) => text.trim() === '') && !child ? [] : [consent]
  })

/** Whether somebody's consent is not fully written down: how and when, and for a child also who asked. */
export const lacksConsent = ({ child, how, by, on }: Consent): boolean =>
  how.trim() === '' || on === null || (child && by.trim() === '')

const roleOf = (role: string) => ROLES.find((known) => known === role)
const wayOf = (how: string) => WAYS.find((known) => known === how)

export const roleInWords = ({ role }: Pick<Consent, 'role'>, { say }: Words): string => {
  const known = roleOf(role)
  return known ? say(`observations.consent.role.${known}`) : role
}

export const wayInWords = ({ how }: Pick<Consent, 'how'>, { say }: Words): string => {
  const known = wayOf(how)
  return known ? say(`observations.consent.how.${known}`) : how
}

const PART = new RegExp(String.raw`^consent\.(.+)\.(who|role|child|how|by|on|removed)$`)

/** One part of a row, such as `consent.<id>.how`: whose and which, and a value of it, in words; null for any other field. */
export const consentPart = (source: Fields, field: string, words: Words) => {
  const [, id, part] = PART.exec(field) ?? []
  if (id === undefined || part === undefined) return null
  const { say } = words
  const who = nameInWords({ who: textOf(source.fields[`consent.${id}.who`]?.value) }, words)
  const name = {
    who: say('observations.consent.who'),
    role: say('observations.consent.role'),
    child: say('observations.consent.isChild'),
    how: say('observations.consent.how'),
    by: say('observations.consent.by'),
    on: say('observations.consent.on'),
    removed: say('observations.consent.remove'),
  }[part]
  const inWords = (value: Json): string => {
    if (typeof value === 'boolean') return say(value ? 'observations.consent.yes' : 'observations.consent.no')
    const text = textOf(value)
    if (part === 'role') return roleInWords({ role: text }, words)
    if (part === 'how') return wayInWords({ how: text }, words)
    const day = part === 'on' ? PlainDate.safeParse(text).data : undefined
    return day ? words.longDay(day) : text
  }
  return { name: say('observations.consent.partOf', { who, part: name ?? '' }), inWords }
}

/** Their name, or that they have none yet. */
export const nameInWords = ({ who }: Pick<Consent, 'who'>, { say }: Words): string =>
  who.trim() === '' ? say('observations.consent.unnamed') : who

/** "Said yes in person, asked by Dana, Wed 10 June", or what is lacking. */
export const consentInWords = (consent: Consent, words: Words): string => {
  const { say } = words
  if (lacksConsent(consent) || consent.on === null) {
    return say(consent.child ? 'observations.consent.lacksChild' : 'observations.consent.lacks')
  }
  const places = { how: wayInWords(consent, words), day: words.day(consent.on) }
  return consent.child ? say('observations.consent.lineChild', { ...places, by: consent.by }) : say('observations.consent.line', places)
}

/** What one is warned of before going on; null when everybody written down has said yes, and somebody has. */
export const consentWarning = (consents: readonly Consent[], words: Words): string | null => {
  const { say, list } = words
  if (consents.length === 0) return say('observations.consent.warn.none')
  const lacking = consents.filter(lacksConsent)
  if (lacking.length === 0) return null
  const names = lacking.map(({ who }) => (who.trim() === '' ? say('observations.consent.warn.someone') : who))
  return say('observations.consent.warn.some', { names: list(names) })
}
