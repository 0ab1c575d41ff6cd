/** The identifier guard beside one field (W6): it warns, offers the reference, and never stands in the way of saving. */
import { type RefObject, useEffect, useState } from 'react'
import { findIdentifiers } from '../../domain/guard/find-identifiers.ts'
import { type Identifier } from '../../domain/guard/identifier.ts'
import { type Device } from '../../queries/device.ts'
import { type GuardKnows, guardKnows } from '../../queries/guarded-cases.ts'
import { useDevice, useSelected } from '../../queries/use-device.tsx'
import { type FieldProps } from '../../ui/field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { guard } from '../../words/en/guard.ts'
import { addArea } from '../../words/words.ts'

addArea('guard', { en: guard })

/** Nothing is said while somebody types: only once they have stopped for this long. */
const PAUSE_MS = 700
/** What is said under one box at once; more would be a list of faults. */
const MOST = 3

/** What was seen, once for each text. */
interface Seen extends Pick<Identifier, 'kind' | 'reference'> {
  readonly text: string
}

const nameOf = ({ kind, text }: Pick<Seen, 'kind' | 'text'>): string => `${kind} ${text.toLowerCase()}`

const seenIn = (text: string, { cases, colleagues }: GuardKnows, device: Device): readonly Seen[] => {
  const seen = new Map<string, Seen>()
  for (const { kind, from, to, reference } of findIdentifiers(text, cases, { colleagues, asOf: device.asOf() })) {
    const each: Seen = { kind, text: text.slice(from, to), ...(reference === undefined ? {} : { reference }) }
    if (!seen.has(nameOf(each))) seen.set(nameOf(each), each)
  }
  return [...seen.values()]
}

/** The text with the reference wherever that name stands for that case. */
const withReference = (text: string, { text: name, reference }: Seen, { cases, colleagues }: GuardKnows): string =>
  findIdentifiers(text, cases, { colleagues })
    .filter((each) => each.kind === 'name' && each.reference === reference && text.slice(each.from, each.to).toLowerCase() === name.toLowerCase())
    .reduceRight((changed, { from, to }) => changed.slice(0, from) + (reference ?? '') + changed.slice(to), text)

/** What people said is something else, by field: for as long as the device is unlocked, and nowhere kept. */
const kept = new WeakMap<Device, Set<string>>()

const keptOn = (device: Device): Set<string> => {
  const known = kept.get(device) ?? new Set()
  kept.set(device, known)
  return known
}

const NOTHING: readonly Seen[] = []

interface Guarded {
  /** Tells the field from others of the page: what is said of it to be something else is said of it alone. */
  readonly field: string
  readonly text: string
  readonly onChange: ((text: string) => void) | undefined
  readonly box: RefObject<HTMLTextAreaElement | HTMLInputElement | null>
  /** Not guarded: it holds details of somebody who works there. */
  readonly off?: boolean | undefined
}

/** @returns what the field says under its box; null where there is nothing to say */
export const useGuard = ({ field, text, onChange, box, off = false }: Guarded): Pick<FieldProps, 'notice' | 'noticeActions'> => {
  const { say } = useWords()
  const device = useDevice()
  const knows = useSelected(guardKnows)
  const [seen, setSeen] = useState(NOTHING)
  const [, setKeptCount] = useState(0)

  useEffect(() => {
    if (off || !knows) return undefined
    const timer = setTimeout(() => setSeen(text === '' ? NOTHING : seenIn(text, knows, device)), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, knows, device, off])

  if (off || !knows) return {}
  const lower = text.toLowerCase()
  const keepName = (each: Seen): string => `${field} ${nameOf(each)}`
  // What has been typed over since the last look is not spoken of any more.
  const open = seen.filter((each) => lower.includes(each.text.toLowerCase()) && !keptOn(device).has(keepName(each)))
  if (open.length === 0) return { notice: null }
  const shown = open.slice(0, MOST)

  const use = (each: Seen) => () => {
    setSeen(seen.filter((other) => other !== each))
    onChange?.(withReference(text, each, knows))
    // The button goes: whoever pressed it goes on writing.
    box.current?.focus()
  }
  const keep = (each: Seen) => () => {
    keptOn(device).add(keepName(each))
    setKeptCount((count) => count + 1)
    box.current?.focus()
  }
  const sentenceOf = ({ kind, text: it, reference }: Seen): string => {
    if (kind !== 'name') return say(`guard.${kind}`, { text: it })
    return reference === undefined ? say('guard.nameShared', { text: it }) : say('guard.name', { text: it, reference })
  }
  const more = open.length - shown.length
  return {
    notice: [...shown.map(sentenceOf), ...(more > 0 ? [say('guard.more', { count: more })] : [])].join('\n'),
    noticeActions: shown.map((each) => (
      <span key={nameOf(each)} className="cs-notice__pair">
        {each.reference !== undefined && (
          <button type="button" className="cs-link-button" onClick={use(each)}>
            {say('guard.use', { reference: each.reference, text: each.text })}
          </button>
        )}
        <button type="button" className="cs-link-button" onClick={keep(each)}>
          {say('guard.keep', { text: each.text })}
        </button>
      </span>
    )),
  }
}
