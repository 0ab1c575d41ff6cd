/** The one place where the server reads a clock and draws at random; everything else is given them. */
import { createHash, randomBytes } from 'node:crypto'
import { type Instant, instantOf } from '../src/domain/dates.ts'

/** The time now, in UTC. */
export type Clock = () => Instant
export const systemClock: Clock = () => instantOf(Date.now())

/** `bytes` random bytes as base64url. */
export type RandomToken = (bytes: number) => string
export const systemRandom: RandomToken = (bytes) => randomBytes(bytes).toString('base64url')

/** Lower-case hex SHA-256 of a token, as it is stored: who reads the database cannot sign in with it (A1). */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
