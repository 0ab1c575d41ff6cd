/** The policies that ship. Each file is checked against the schema once, when this module loads. */
import { PolicyPack } from './pack.ts'
import havering from './packs/havering.json' with { type: 'json' }
import sefton from './packs/sefton.json' with { type: 'json' }
import sswb from './packs/sswb.json' with { type: 'json' }
import walesModel from './packs/wales-model.json' with { type: 'json' }
import wokingham from './packs/wokingham.json' with { type: 'json' }

export const shippedPacks: readonly PolicyPack[] = [sswb, wokingham, sefton, havering, walesModel].map((pack) =>
  PolicyPack.parse(pack),
)

/** The shipped policy with this id, as scenarios and settings name it. */
export const packOf = (id: string): PolicyPack | undefined => shippedPacks.find((pack) => pack.id === id)
