/**
 * The service restored to an earlier copy (T2): what copies there are, and what was on devices when it was, which has to be on
 * the service again (I8).
 */
import { type Copy, copyIn } from '../../src/outbox/plan-recover.ts'
import { isUnsent } from '../../src/store/ports.ts'
import { type Browser, type Kept } from './browser.ts'
import { choose } from './choose.ts'
import { type PersonKey } from './people.ts'
import { type Service } from './service.ts'

/** A record as a person's device had it. */
export interface HeldThen {
  readonly browser: number
  readonly person: PersonKey
  readonly copy: Copy
}

export interface Restores {
  /** How often the service was restored. */
  readonly times: () => number
  /** Told as soon as it is, before anybody asks it anything. */
  told: () => void
  /** Copies the database. @param said whether the copy is whole, and the service told how far it goes (V9): none before it is restored then */
  readonly backUp: (said: boolean) => Promise<void>
  /** Restores the service to the n-th copy that there is, if there is any. */
  readonly restore: (n: number) => Promise<void>
  /** The records of a browser are gone: of what was there nothing can come back. */
  readonly wiped: (browser: number) => void
  /** By id and hash: acts that the service had given a receipt for, and a device kept. */
  readonly acts: ReadonlyMap<string, Kept>
  /** By id: those of them that were in quarantine: they are judged after all that their records had (T2). */
  readonly setAside: ReadonlySet<string>
  /** What was held when it was last restored: what it was given before, devices had pulled again, or still had. */
  readonly rows: () => readonly HeldThen[]
  /** Acts that their authors took back (P8): they are not sent again. */
  readonly withdrawn: ReadonlyMap<string, Kept>
  /** Looks what has been taken back. */
  readonly look: () => Promise<void>
  /** By organisation, place and hash: entries of audit chains that were, of which devices may go on bearing witness (A8). */
  readonly audit: ReadonlySet<string>
}

export const auditPlace = (org: string, { n, hash }: { readonly n: number; readonly hash: string }): string => `${org} ${n} ${hash}`

export const restoresOf = (service: Service, browsers: readonly Browser[]): Restores => {
  let times = 0
  let copies: Uint8Array[] = []
  let rows: HeldThen[] = []
  const acts = new Map<string, Kept>()
  const setAside = new Set<string>()
  const withdrawn = new Map<string, Kept>()
  const audit = new Set<string>()

  const look = async (): Promise<void> => {
    for (const browser of browsers) {
      for (const kept of await browser.kept()) if (kept?.withdrawn) withdrawn.set(kept.act.actId, kept)
    }
  }
  const note = async (): Promise<void> => {
    rows = []
    for (const browser of browsers) {
      for (const kept of await browser.kept()) {
        if (!kept || isUnsent(kept)) continue
        acts.set(`${kept.act.actId} ${kept.act.hash}`, kept)
        if (kept.state === 'quarantined') setAside.add(kept.act.actId)
      }
      for (const { person, held } of await browser.held()) {
        const copy = copyIn(held)
        // Names of children go at once, and come again with their scope (W6).
        if (copy && !copy.scope.startsWith('cases:')) rows.push({ browser: browser.n, person, copy })
      }
    }
    const entries = await service.read((tx) => tx.selectFrom('audit').select(['org', 'n', 'hash']).execute())
    for (const { org, ...entry } of entries) audit.add(auditPlace(org, entry))
  }
  const restores: Restores = {
    times: () => times,
    told: () => undefined,
    backUp: async (said) => {
      if (service.isDown()) return
      const copy = await service.backUp(said)
      copies = said ? [copy] : [...copies, copy]
    },
    restore: async (n) => {
      const copy = choose(copies, n)
      if (!copy) return
      await look()
      await note()
      await service.restore(copy)
      times += 1
      restores.told()
    },
    wiped: (browser) => {
      rows = rows.filter((each) => each.browser !== browser)
    },
    acts,
    setAside,
    rows: () => rows,
    withdrawn,
    look,
    audit,
  }
  return restores
}
