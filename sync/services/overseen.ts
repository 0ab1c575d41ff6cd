/** How somebody stands to the settings of their service, and the policy that each works by now (W2). */
import { packOn } from '../../src/domain/adopted.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { dutiesIn } from '../../src/domain/duties.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { partsOf, type Standing } from '../../src/domain/reads.ts'
import { type SettingState } from '../../src/domain/records/record.ts'
import { packsOf, type Shipped } from './packs.ts'
import { policiesOf, settingsOf } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'
import { type SignedIn } from './judge.ts'

export const standingIn = ({ person, administrator, duties }: SignedIn, setting: SettingState): Standing => ({
  person,
  manages: setting.managers.includes(person),
  administrator,
  duties: dutiesIn(duties, setting.id),
})

export interface OverseenPlace {
  readonly setting: SettingState
  readonly standing: Standing
  /** The policy it works by; undefined where this server does not have it. */
  readonly pack: PolicyPack | undefined
}

/** The settings in which somebody has a part beside supervising. */
export const overseenBy = async (tx: Tx, signedIn: SignedIn, shipped: Shipped, today: PlainDate): Promise<readonly OverseenPlace[]> => {
  const { org } = signedIn
  const packs = [...shipped.packs, ...packsOf(await policiesOf(tx, org))]
  return (await settingsOf(tx, org))
    .map((setting) => ({ setting, standing: standingIn(signedIn, setting), pack: packOn(packs, setting, today) }))
    .filter(({ standing }) => partsOf(standing).length > 0)
}
