import { expect, test } from 'vitest'
import { z } from 'zod'
import { PACK_SHAPE } from '../../../src/domain/policy/pack-shape.ts'
import { PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type Json } from '../../../src/domain/json.ts'
import { hashOf } from '../../../src/protocol/hash.ts'

/** The hash of the packs' schema by its shape. A shape once used is never given another hash. */
const SHAPES: Readonly<Record<number, string>> = {
  1: '6201b82d09cbfc01fe2837eb3698e9b1db8988ecb184b66a7dfaebe28873805e',
}

test('the schema of packs is what its shape says: raise PACK_SHAPE when this fails, and add the new hash beside the old', () => {
  const schema = JSON.parse(JSON.stringify(z.toJSONSchema(PolicyPack))) as Json
  expect({ shape: PACK_SHAPE, hash: hashOf(schema) }).toEqual({ shape: PACK_SHAPE, hash: SHAPES[PACK_SHAPE] })
})
