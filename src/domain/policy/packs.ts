/** The policies that ship. Each file is checked against the schema once, when this module loads. */
import { PolicyPack } from './pack.ts'
import sefton from './packs/sefton.json' with { type: 'json' }

export const shippedPacks: readonly PolicyPack[] = [PolicyPack.parse(sefton)]

/** The shipped policy with this id, as scenarios and settings name it. */
export const packOf = (id: string): PolicyPack | undefined => shippedPacks.find((pack) => pack.id === id)
