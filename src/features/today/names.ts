import { type PersonId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'

type People = Pick<Snapshot, 'people'>

export const nameOf = ({ people }: People, person: PersonId): string => people.get(person)?.name ?? '—'
export const knownAs = ({ people }: People, person: PersonId): string => people.get(person)?.knownAs ?? '—'
