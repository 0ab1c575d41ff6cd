/**
 * The shape of policy packs, raised when their schema changes (`test/domain/policy/pack-shape.test.ts` says so). The server
 * checks a pack by the schema before it hands it out, and says which shape it has; a device that is too old for a shape
 * leaves the pack alone, so that it never computes by half a rule. So the schema itself is no part of what Today loads.
 */
export const PACK_SHAPE = 1
