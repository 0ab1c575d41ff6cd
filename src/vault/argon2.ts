/** Argon2id through hash-wasm. The page never imports this: compiling WebAssembly is allowed to the KDF worker alone. */
import { argon2id } from 'hash-wasm'
import { type Bytes } from './bytes.ts'
import type { Kdf } from './kdf.ts'

export const argon2: Kdf = async (secret, salt, cost) =>
  (await argon2id({
    password: secret.normalize('NFKC'),
    salt,
    memorySize: cost.memoryKiB,
    iterations: cost.iterations,
    parallelism: cost.parallelism,
    hashLength: 32,
    outputType: 'binary',
  })) as Bytes
