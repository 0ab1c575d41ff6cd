/** What readings, and those who read, are called. */
import { type PersonId } from '../../domain/ids.ts'
import { type PersonName } from '../../domain/projections.ts'
import { type RecordFacts } from '../../queries/readings.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { readings } from '../../words/en/readings.ts'
import { addArea, type MessageId, type Words } from '../../words/words.ts'

addArea('readings', { en: readings })

/** The reader's words, with those of this feature among them. */
export const useReadingWords = useWords

type People = ReadonlyMap<PersonId, PersonName>

export const nameIn = (people: People | undefined, person: PersonId): string => people?.get(person)?.name ?? '—'
export const firstNameIn = (people: People | undefined, person: PersonId): string => people?.get(person)?.knownAs ?? '—'

/** What somebody is to a record, in words. */
export const asInWords = (as: string | null, { say }: Words): string => {
  const id = `readings.as.${as ?? 'other'}`
  return say((Object.hasOwn(readings, id) ? id : 'readings.as.other') as MessageId & `readings.as.${string}`)
}

/** The day a record is of, for lists: when it was, or is to be. */
export const dayOf = (facts: RecordFacts) => {
  if (facts.kind === 'session-facts') return facts.heldOn ?? facts.plannedFor
  return facts.kind === 'agreement-facts' ? facts.drawnUpOn : (facts.observedOn ?? facts.plannedFor)
}

export const titleOf = (facts: RecordFacts, words: Words): string =>
  words.say('readings.dated', { kind: words.say(`readings.kind.${facts.kind}`), day: words.longDay(dayOf(facts)) })
