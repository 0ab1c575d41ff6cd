/** Writes to the database it is told of until it is killed, and says each seq once it is durable: `node writer-process.ts <url> <org>`. */
import { OrgId } from '../../src/domain/ids.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { appendAudit } from '../../sync/storage/audit.ts'
import { takeSeqs } from '../../sync/storage/ledger.ts'
import { putScopeRows } from '../../sync/storage/records.ts'
import { openStorage } from '../../sync/storage/storage.ts'
import { systemRandom } from '../../sync/clock.ts'

const [url = '', named = ''] = process.argv.slice(2)
const org = OrgId.parse(named)
const at = '2026-06-01T10:00:00.000Z' as Instant
const storage = await openStorage(url)

const writeOne = async (): Promise<void> => {
  const seq = await storage.write(async (tx) => {
    await appendAudit(tx, org, [{ at, actor: 'service', what: 'read-days-set', subject: null, record: null, details: {} }], systemRandom)
    const taken = await takeSeqs(tx, org, 1, at, 't')
    await putScopeRows(tx, org, [{ scope: 'org', id: `r${taken}`, seq: taken, revision: 1, body: { n: taken } as never }])
    return taken
  }, org)
  process.stdout.write(`${seq}\n`)
}

const lane = async (): Promise<never> => {
  for (;;) await writeOne()
}
await Promise.all([lane(), lane(), lane()])
