/** Where a person is signed in, for themself alone (A1). */
import { epochOf } from '../../src/domain/dates.ts'
import { type SignInsAnswer } from '../../src/protocol/sign-ins.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { accountOf } from '../storage/accounts.ts'
import { appendAudit } from '../storage/audit.ts'
import { endSignIn, endSignInsOf, signInsOf } from '../storage/sign-ins.ts'
import { type Storage } from '../storage/storage.ts'
import { type SignedIn } from './judge.ts'
import { IDLE_MS } from './sign-in.ts'

export interface OwnSignIns {
  readonly list: (signedIn: SignedIn) => Promise<SignInsAnswer>
  /** Null where they have no such sign-in. */
  readonly end: (signedIn: SignedIn, id: string) => Promise<SignInsAnswer | null>
  /** All but the one that asks. */
  readonly endOthers: (signedIn: SignedIn) => Promise<SignInsAnswer>
}

export const ownSignInsService = ({
  storage,
  clock,
  random,
}: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
}): OwnSignIns => {
  const list = async ({ org, person, signIn }: SignedIn): Promise<SignInsAnswer> => {
    const now = clock()
    const at = epochOf(now)
    const { all, account } = await storage.snapshot(async (tx) => ({
      all: await signInsOf(tx, org, person),
      account: await accountOf(tx, org, person),
    }))
    // What has been idle too long signs nobody in any more, though its row is there until somebody tries.
    const open = all.filter(({ lastSeen, expires }) => epochOf(expires) > at && at - epochOf(lastSeen) < IDLE_MS)
    return {
      signIns: open.map(({ id, since, lastSeen, seenOn, method }) => ({ id, since, lastSeen, seenOn, method, here: id === signIn })),
      password: { since: account?.passwordSetAt ?? now, linkBy: account?.passwordLinkBy ?? null },
      serverTime: now,
    }
  }
  const written = ({ org, person }: SignedIn, details: 'one' | 'others', work: Parameters<Storage['write']>[0]): Promise<boolean> =>
    storage.write(async (tx) => {
      if ((await work(tx)) === false) return false
      await appendAudit(tx, org, [{ at: clock(), actor: person, what: 'sign-in-ended', subject: person, record: null, details }], random)
      return true
    })
  return {
    list,
    end: async (signedIn, id) => ((await written(signedIn, 'one', (tx) => endSignIn(tx, signedIn.org, signedIn.person, id))) ? list(signedIn) : null),
    endOthers: async (signedIn) => {
      await written(signedIn, 'others', (tx) => endSignInsOf(tx, signedIn.org, signedIn.person, signedIn.signIn))
      return list(signedIn)
    },
  }
}
