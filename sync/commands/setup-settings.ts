/** What a policy asks a service to choose before it goes live, as `npm run setup` asks for it. */
import { lackingSettings } from '../../src/domain/adopted.ts'
import { type Duration, Interval } from '../../src/domain/policy/durations.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SettingAsked } from '../../src/domain/policy/governance.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'

/** The flags under which an answer may be given. */
export type SettingFlag = 'every' | 'citation' | 'retention'

type Question = (flag: SettingFlag, sentence: string) => Promise<string>

const LIKE = 'Write it like P2W (two weeks), P1M (a month) or P7Y (seven years).'

const lengthOf = (flag: SettingFlag, said: string): Duration => {
  const length = Interval.safeParse(said)
  if (!length.success) throw new Error(`--${flag}: “${said}” is not a length of time. ${LIKE}`)
  return length.data
}

type Chosen = Readonly<Record<string, Json>>

const answered = async ({ key, label, cited }: SettingAsked, question: Question): Promise<Chosen> => {
  if (key === 'retention') {
    return { retention: lengthOf('retention', await question('retention', `${label.en} ${LIKE}`)) }
  }
  if (key !== 'oneToOne') throw new Error(`This policy asks for “${label.en}”, which is chosen in the app: begin with another.`)
  const every = lengthOf('every', await question('every', `${label.en} ${LIKE}`))
  if (!cited) return { oneToOne: every }
  return { oneToOne: { every, citation: await question('citation', 'Which law or standard does that come from?') } }
}

/**
 * Asks for the settings without which a policy does not go live (WAL-6a, SSWB-AMB-7, WOK-7.4).
 *
 * @throws Error with a sentence that says what to do, where an answer is missing or can't be used
 */
export const settingsFor = async (pack: PolicyPack, question: Question): Promise<Chosen> => {
  const settings: Record<string, Json> = {}
  for (const asked of lackingSettings(pack, {})) Object.assign(settings, await answered(asked, question))
  return settings
}
