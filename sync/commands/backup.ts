/** `npm run backup`: a copy of the running database, checked, and written down as done so that devices may let go (V9). */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { epochOf, Instant, instantOf } from '../../src/domain/dates.ts'
import { backupWords } from '../../src/words/backup.ts'
import { systemClock } from '../clock.ts'
import { configFrom } from '../config.ts'
import { hasCommit } from '../storage/ledger.ts'
import { setBackedUpThrough } from '../storage/orgs.ts'
import { type BackupHead, backUp, DatabaseUnsound } from '../storage/sqlite-backup.ts'
import { openStorage } from '../storage/storage.ts'

const NAME = /^countersign-(?<day>\d{4}-\d\d-\d\d)T(?<h>\d\d)-(?<m>\d\d)-(?<s>\d\d\.\d{3})Z\.db$/
const nameAt = (at: string): string => `countersign-${at.replaceAll(':', '-')}.db`
/** W4: an older one would outlive what it must forget. */
const LONGEST_MS = 35 * 86_400_000

const timeOf = (name: string): number | null => {
  const { day, h, m, s } = NAME.exec(name)?.groups ?? {}
  return day === undefined ? null : epochOf(Instant.parse(`${day}T${h}:${m}:${s}Z`))
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, keep: { type: 'string' }, help: { type: 'boolean', default: false } },
})

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Only what this database has is backed up: restored meanwhile, it has another history. @returns whether it is the same one */
const writeDown = async (databaseFile: string, heads: readonly BackupHead[]): Promise<boolean> => {
  const storage = await openStorage(databaseFile)
  try {
    return await storage.write(async (tx) => {
      for (const { org, commit } of heads) if (commit && !(await hasCommit(tx, org, commit))) return false
      for (const { org, commit } of heads) if (commit) await setBackedUpThrough(tx, org, commit.seq)
      return true
    })
  } finally {
    await storage.close()
  }
}

const main = async (): Promise<void> => {
  if (values.help) return say(backupWords.help)
  if (positionals.length > 1) throw new Error(backupWords.oneFolder)
  const keep = values.keep === undefined ? null : Number(values.keep)
  if (keep !== null && (!Number.isInteger(keep) || keep < 1)) throw new Error(backupWords.keepUnreadable(values.keep ?? ''))
  const { dataFolder, databaseFile } = configFrom({ ...process.env, ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }) })
  if (!existsSync(databaseFile)) throw new Error(backupWords.nothingThere(databaseFile))
  const folder = path.resolve(positionals[0] ?? path.join(dataFolder, 'backups'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const now = systemClock()
  const target = path.join(folder, nameAt(instantOf(epochOf(now))))
  const heads = backUp(databaseFile, target)
  if (!(await writeDown(databaseFile, heads))) throw new Error(backupWords.undone)
  say(backupWords.done(target, heads.length))
  for (const { name, commit } of heads) say(backupWords.organisation(name, commit?.seq ?? 0))

  const all = readdirSync(folder).filter((name) => timeOf(name) !== null).sort()
  const gone = keep === null ? [] : all.slice(0, Math.max(0, all.length - keep))
  for (const name of gone) rmSync(path.join(folder, name))
  const left = all.slice(gone.length)
  say(backupWords.kept(left.length) + (gone.length > 0 ? ` ${backupWords.removed(gone.length)}` : ''))
  const old = left.filter((name) => (timeOf(name) ?? 0) < epochOf(now) - LONGEST_MS)
  if (old.length > 0) say(backupWords.tooOld(old.length))
  say(backupWords.notElse)
}

try {
  await main()
} catch (error) {
  const why = error instanceof DatabaseUnsound ? backupWords.unsound : error instanceof Error ? error.message : String(error)
  process.stderr.write(`${backupWords.failed(why)}\n`)
  process.exitCode = 1
}
