/** `npm run audit -- verify`: whether who did and read what is still as it was written down (A8). */
import { parseArgs } from 'node:util'
import { AuditHead } from '../../src/protocol/audit.ts'
import { auditFaultInWords, auditWords } from '../../src/words/audit.ts'
import { configFrom } from '../config.ts'
import { verifyAudit } from '../services/audit-check.ts'
import { orgsOf } from '../storage/orgs.ts'
import { openStorage } from '../storage/storage.ts'

/** The faults said one by one before the rest are only counted. */
const SAID = 20

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, head: { type: 'string', multiple: true } },
})

/** A head kept elsewhere: `<n>.<hash>`. */
const headIn = (text: string): AuditHead => {
  const [n, hash] = text.split('.', 2)
  const read = AuditHead.safeParse({ n: Number(n), hash })
  if (!read.success) throw new Error(auditWords.headUnreadable(text))
  return read.data
}

const verify = async (): Promise<number> => {
  const heads = (values.head ?? []).map(headIn)
  const config = configFrom({ ...process.env, ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }) })
  const storage = await openStorage(config.database)
  let faulty = 0
  try {
    await storage.snapshot(async (tx) => {
      for (const { org, name } of await orgsOf(tx)) {
        const { entries, head, faults } = await verifyAudit(tx, org, heads)
        process.stdout.write(`${auditWords.verified(name, entries, head)}\n`)
        for (const fault of faults.slice(0, SAID)) process.stdout.write(`  FAULT ${auditFaultInWords(fault)}\n`)
        if (faults.length > SAID) process.stdout.write(`  ${auditWords.more(faults.length - SAID)}\n`)
        faulty += faults.length
      }
    })
  } finally {
    await storage.close()
  }
  process.stdout.write(`${faulty === 0 ? auditWords.whole : auditWords.faulty(faulty)}\n`)
  return faulty === 0 ? 0 : 1
}

try {
  if (positionals[0] !== 'verify') throw new Error(auditWords.usage)
  process.exitCode = await verify()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
