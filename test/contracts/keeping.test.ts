import { describe, expect, it } from 'vitest'
import { argon2 } from '../../src/vault/argon2.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { keepingContract } from './keeping.ts'

describe('a vault key kept in the same place', () => {
  it.each(keepingContract)('$name', async ({ run }) => {
    await expect(run({ keeping: keptHere(argon2), kdf: argon2 })).resolves.toBeUndefined()
  })
})
