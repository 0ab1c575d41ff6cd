/** `npm run restore -- FILE`: a backup takes the place of the database, which is kept under another name (T2). */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { restoreWords } from '../../src/words/backup.ts'
import { systemClock, systemRandom } from '../clock.ts'
import { configFrom } from '../config.ts'
import { appendAudit } from '../storage/audit.ts'
import { migrationsUnknown } from '../storage/migrations.ts'
import { orgsOf } from '../storage/orgs.ts'
import { checkDatabase, copyWhole, DatabaseInUse, DatabaseUnsound, inOneFile, migrationsIn, putInPlace } from '../storage/sqlite-backup.ts'
import { openStorage } from '../storage/storage.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, stopped: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
})

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Brings the copy up to date, and writes into it that it was restored (A8). */
const writeDown = async (copy: string, file: string): Promise<void> => {
  const storage = await openStorage(copy)
  try {
    await storage.write(async (tx) => {
      const doing = { at: systemClock(), actor: 'service', what: 'restored' as const, subject: null, record: null, details: { file: path.basename(file) } }
      for (const { org } of await orgsOf(tx)) await appendAudit(tx, org, [doing], systemRandom)
    })
  } finally {
    await storage.close()
  }
  inOneFile(copy)
}

const main = async (): Promise<void> => {
  if (values.help) return say(restoreWords.help)
  const [said] = positionals
  if (said === undefined || positionals.length > 1) throw new Error(restoreWords.oneFile)
  const file = path.resolve(said)
  const { dataFolder, databaseFile } = configFrom({ ...process.env, ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }) })
  if (!existsSync(file)) throw new Error(restoreWords.noFile(file))
  if (file === databaseFile) throw new Error(restoreWords.itself)
  mkdirSync(dataFolder, { recursive: true })
  const copy = `${databaseFile}.restoring`
  try {
    const heads = (() => {
      try {
        return checkDatabase(copyWhole(file, copy))
      } catch {
        throw new Error(restoreWords.unsound(file))
      }
    })()
    if (migrationsUnknown(migrationsIn(copy))) throw new Error(restoreWords.newer(file))
    await writeDown(copy, file)
    const isThere = existsSync(databaseFile)
    const aside = path.join(dataFolder, `countersign-replaced-${systemClock().replaceAll(':', '-')}.db`)
    putInPlace(copy, databaseFile, aside, { looked: values.stopped })
    say(restoreWords.done(file, isThere ? aside : null))
    for (const { name, commit } of heads) say(restoreWords.organisation(name, commit?.seq ?? 0))
    say(restoreWords.next)
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
  }
}

try {
  await main()
} catch (error) {
  const why = error instanceof DatabaseInUse
    ? restoreWords.running
    : error instanceof DatabaseUnsound
      ? restoreWords.cannotTell
      : error instanceof Error ? error.message : String(error)
  process.stderr.write(`${why}\n`)
  process.exitCode = 1
}
