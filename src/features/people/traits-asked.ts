import { packOn } from '../../domain/adopted.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { factsAsked } from '../../domain/policy/facts-asked.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type TraitsAsked } from './typed-traits.ts'

/** What the policy of a home asks of a person on a day; nothing where no home is chosen, or its policy is not here. */
export const traitsAsked = (
  { settings, packs }: Pick<Snapshot, 'settings' | 'packs'>,
  id: SettingId | null,
  asOf: PlainDate,
): TraitsAsked => {
  const setting = id === null ? undefined : settings.get(id)
  const pack = setting && packOn(packs, setting, asOf)
  return { asked: pack ? factsAsked(pack) : [], home: setting?.residentialHome ?? false }
}
