import { type PersonId } from '../../domain/ids.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Select } from '../../ui/select.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { NOBODY } from './post-draft.ts'

type Value = PersonId | typeof NOBODY

export interface SupervisorSelectProps {
  snapshot: Snapshot
  me: PersonId
  /** Nobody supervises themself, nor is chosen in place of themself. */
  without: readonly (PersonId | null)[]
  /** Whether "nobody here" is an answer. */
  orNobody?: boolean
  label: string
  hint?: string | undefined
  value: Value | ''
  onChange: (value: Value | '') => void
  error: string | undefined
}

/** Everybody who could supervise a post, by name. */
export const SupervisorSelect = ({ snapshot, me, without, orNobody = false, ...field }: SupervisorSelectProps) => {
  const { say } = useWords()
  const everybody = [...snapshot.people.values()]
    .filter(({ id }) => !without.includes(id))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }): { value: Value; label: string } => ({
      value: id,
      label: id === me ? `${name} (${say('people.you')})` : name,
    }))
  const options = orNobody ? [...everybody, { value: NOBODY, label: say('posts.add.nobody') } as const] : everybody
  return <Select id="supervisor" {...field} options={options} />
}
