/** What was asked of a browser and not answered yet: kept sealed, for a few minutes, and answered once. */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { tokenHash } from '../clock.ts'
import { type Seal } from './server-key.ts'
import { type Tx } from './storage.ts'

export type ChallengeKind = 'totp' | 'passkey-make' | 'passkey-use' | 'work' | 'vault'

export interface Challenge {
  readonly kind: ChallengeKind
  /** What names it: the challenge itself, a state, a person's id. Only its hash is kept. */
  readonly name: string
  /** Whose it is; null before anybody is signed in. */
  readonly whose: { readonly org: OrgId; readonly person: PersonId } | null
}

const idOf = ({ kind, name }: Challenge): string => tokenHash(`${kind} ${name}`)

/** Keeps a challenge; one of the same name before it is dead. Those that nobody answered go. */
export const putChallenge = async (
  tx: Tx,
  seal: Seal,
  challenge: Challenge,
  { text, at, lastsMs }: { readonly text: string; readonly at: Instant; readonly lastsMs: number },
): Promise<void> => {
  const { kind, whose } = challenge
  const id = idOf(challenge)
  await tx.deleteFrom('challenges').where((eb) => eb.or([eb('expires_at', '<', at), eb('id', '=', id)])).execute()
  await tx
    .insertInto('challenges')
    .values({
      id,
      kind,
      org: whose?.org ?? '',
      person: whose?.person ?? '',
      body: seal.seal(`challenge ${id}`, text),
      expires_at: instantOf(epochOf(at) + lastsMs),
    })
    .execute()
}

/** Takes a challenge out, so that it is answered once. @returns what was kept; null when there is none, or it is too old or another's */
export const takeChallenge = async (tx: Tx, seal: Seal, challenge: Challenge, at: Instant): Promise<string | null> => {
  const id = idOf(challenge)
  const row = await tx.deleteFrom('challenges').where('id', '=', id).returningAll().executeTakeFirst()
  if (!row || row.expires_at <= at || row.org !== (challenge.whose?.org ?? '') || row.person !== (challenge.whose?.person ?? '')) return null
  return seal.open(`challenge ${id}`, row.body)
}
