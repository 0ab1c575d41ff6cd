/**
 * What a person's own copy of their records is made of (W5), the texts in it that somebody wrote, and what in them may give
 * away another person. Everything a text says is found by the text itself: wherever it stands in the copy, it is covered.
 */
import { type Json } from './json.ts'

/** Why part of a text is covered. */
export type CoverReason = 'name' | 'child' | 'added'

/** From where until where of a text, in UTF-16 units, as JavaScript counts. */
export interface Cover {
  readonly start: number
  readonly end: number
  readonly why: CoverReason
}

/** Finds what may give away somebody else in a text. */
export type Identify = (text: string) => readonly Cover[]

/** Names whose text is for machines, where it stands directly under them. */
const MACHINE: ReadonlySet<string> = new Set([
  'id', 'act', 'actId', 'recordId', 'record', 'by', 'actor', 'author', 'from', 'kind', 'type', 'hash', 'contentHash', 'previous', 'salt', 'digest', 'pack', 'form',
  'deviceId', 'deviceTime', 'receivedAt', 'setting', 'person', 'supervisor', 'supervisee', 'observer', 'to', 'post', 'at', 'on', 'until', 'outcome', 'statement',
  'language', 'method', 'role', 'group', 'employment', 'line', 'status', 'hours', 'mode', 'ask', 'because', 'unsetBy', 'response', 'referral', 'happened', 'leave',
])
/** Ids, hashes, days and times of day: nobody is named by them here. */
const CODE = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?|\d\d:\d\d|P\d+[DWMY])$/

/** Whether a value, under its name, is something a person may have written. */
export const isWritten = (name: string, value: string): boolean => !MACHINE.has(name) && value.trim() !== '' && !CODE.test(value)

/** Every different text in a value, in the order in which they are met. */
export const writtenIn = (value: Json): readonly string[] => {
  const found = new Set<string>()
  const walk = (name: string, inner: Json): void => {
    if (typeof inner === 'string') {
      if (isWritten(name, inner)) found.add(inner)
    } else if (Array.isArray(inner)) {
      for (const each of inner as readonly Json[]) walk(name, each)
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [key, each] of Object.entries(inner)) walk(key, each)
    }
  }
  walk('', value)
  return [...found]
}

/** In order, with those that touch or lie over one another made one. */
export const joined = (covers: readonly Cover[]): readonly Cover[] => {
  const all: Cover[] = []
  for (const cover of [...covers].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = all.at(-1)
    if (last && cover.start <= last.end) all[all.length - 1] = { ...last, end: Math.max(last.end, cover.end) }
    else all.push(cover)
  }
  return all
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Shorter than this a part of a name is as often a word. */
const SHORTEST_PART = 3

/**
 * Finds other people's names: whole ones in any case, parts of them as a name is written. Who covers looks at each.
 *
 * @param names of those who are not to be named: whole names, and what people go by
 */
export const findNames = (names: readonly string[]): Identify => {
  const all = names.map((name) => name.trim()).filter((name) => name !== '')
  const whole = all.filter((name) => /\s/.test(name))
  const parts = new Set([
    ...all.filter((name) => !/\s/.test(name)),
    ...whole.flatMap((name) => name.split(/\s+/)).filter((part) => part.length >= SHORTEST_PART && /^\p{Lu}/u.test(part)),
  ])
  const anyOf = (texts: Iterable<string>): string => [...texts].sort((a, b) => b.length - a.length).map(escaped).join('|')
  const between = (pattern: string, flags: string): RegExp | null => (pattern === '' ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, flags))
  const patterns = [between(anyOf(whole), 'giu'), between(anyOf(parts), 'gu')].filter((pattern) => pattern !== null)
  return (text) =>
    joined(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(({ index, 0: found }): Cover => ({ start: index, end: index + found.length, why: 'name' }))))
}

/** A text with what is covered replaced by words that say what stood there. */
export const covered = (text: string, covers: readonly Cover[], masks: Readonly<Record<CoverReason, string>>): string => {
  let said = ''
  let at = 0
  for (const { start, end, why } of joined(covers)) {
    said += text.slice(at, start) + masks[why]
    at = end
  }
  return said + text.slice(at)
}

/** Whether covers lie within a text. */
export const fits = (text: string, covers: readonly Cover[]): boolean =>
  covers.every(({ start, end }) => start >= 0 && start < end && end <= text.length)
