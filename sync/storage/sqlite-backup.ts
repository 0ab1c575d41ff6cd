/** Copies of an SQLite database: taken while it is written to, looked through, and put in its place again. */
import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { OrgId } from '../../src/domain/ids.ts'
import { type Commit } from '../../src/protocol/commit.ts'

/** For the service's own account alone: it holds all there is of everybody. */
const MODE = 0o600

/** How far an organisation's history goes in a database: its last commit, null where there is none. */
export interface BackupHead {
  readonly org: OrgId
  readonly name: string
  readonly commit: Commit | null
}

export class DatabaseUnsound extends Error {
  override readonly name = 'DatabaseUnsound'
}

/** Somebody else has the database open. */
export class DatabaseInUse extends Error {
  override readonly name = 'DatabaseInUse'
}

/** What was written is on the disk; so is a name, where a folder can be asked that. */
const onDisk = (file: string): void => {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  try {
    const folder = openSync(path.dirname(file), 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch {
    // Windows opens no folder: there the file system sees to names by itself.
  }
}

const within = <T>(file: string, readOnly: boolean, work: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(file, { readOnly })
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/**
 * Looks a database through, page by page and index by index.
 *
 * @returns how far each organisation's history goes
 * @throws DatabaseUnsound where it is damaged, or no database of Countersign's
 */
export const checkDatabase = (file: string): readonly BackupHead[] => {
  try {
    return within(file, true, (database) => {
      const said = database.prepare('pragma integrity_check').all().map((row) => String(row['integrity_check']))
      if (said.join() !== 'ok') throw new DatabaseUnsound(said[0])
      const heads = database
        .prepare('select orgs.org, orgs.name, orgs.seq as head, commits.token from orgs left join commits on commits.org = orgs.org and commits.seq = orgs.seq')
        .all()
      return heads.map(({ org, name, head, token }): BackupHead => {
        if (Number(head) > 0 && token === null) throw new DatabaseUnsound('the last commit is not there')
        return { org: OrgId.parse(org), name: String(name), commit: Number(head) > 0 ? { seq: Number(head), token: String(token) } : null }
      })
    })
  } catch (error) {
    if (error instanceof DatabaseUnsound) throw error
    throw new DatabaseUnsound(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** The steps its schema has been through, by name. */
export const migrationsIn = (file: string): readonly string[] =>
  within(file, true, (database) => database.prepare('select name from kysely_migration').all().map(({ name }) => String(name)))

/**
 * Copies a database as it is at one moment, whoever writes meanwhile, and looks the copy through. What was deleted is not in it.
 *
 * @param target under this name only once it is whole, sound and on the disk
 */
export const backUp = (file: string, target: string): readonly BackupHead[] => {
  const part = `${target}.part`
  try {
    // An empty file of the right mode first: nobody else reads what then comes into it.
    closeSync(openSync(part, 'wx', MODE))
    within(file, true, (database) => {
      database.exec('pragma busy_timeout = 5000')
      database.prepare('vacuum into ?').run(part)
    })
    const heads = checkDatabase(part)
    onDisk(part)
    renameSync(part, target)
    onDisk(target)
    return heads
  } finally {
    rmSync(part, { force: true })
  }
}

/** Copies a database that nobody uses, with what is still in its log. @returns the copy, whole in one file */
export const copyWhole = (file: string, to: string): string => {
  for (const end of ['', '-wal']) {
    rmSync(`${to}${end}`, { force: true })
    if (!existsSync(`${file}${end}`)) continue
    copyFileSync(`${file}${end}`, `${to}${end}`)
    chmodSync(`${to}${end}`, MODE)
  }
  inOneFile(to)
  return to
}

/** Takes the log into the file itself. */
export const inOneFile = (file: string): void => within(file, false, (database) => database.exec('pragma journal_mode = delete'))

/**
 * Takes a database for oneself: nobody else opens it until it is let go of, and nobody has it open now. A server that was killed
 * has not; the system lets go of its locks.
 *
 * @returns lets go
 * @throws DatabaseInUse
 */
const takeAlone = (file: string): (() => void) => {
  const database = new DatabaseSync(file)
  try {
    // Everybody who has it open keeps its log in use, and while anybody does, it stays one that has a log.
    database.exec('pragma journal_mode = delete')
    database.exec('pragma locking_mode = exclusive')
    database.exec('begin exclusive')
    return () => database.close()
  } catch (error) {
    database.close()
    const { errcode } = error as { errcode?: number }
    throw errcode === BUSY || errcode === LOCKED ? new DatabaseInUse() : new DatabaseUnsound('', { cause: error })
  }
}
const BUSY = 5
const LOCKED = 6

/**
 * Puts a database in the place of another, which is kept under another name. At no moment is there none.
 *
 * @param fresh  the one to be; it must be in the same folder
 * @param aside  what the present one is called from then on
 * @param looked whether the present one need not be asked if anybody uses it: it can't be opened, and the server is known to be stopped
 * @throws DatabaseInUse, DatabaseUnsound where nobody can tell
 */
export const putInPlace = (fresh: string, file: string, aside: string, { looked }: { readonly looked: boolean }): void => {
  onDisk(fresh)
  if (!existsSync(file)) {
    renameSync(fresh, file)
    onDisk(file)
    return
  }
  const letGo = looked ? () => undefined : takeAlone(file)
  try {
    try {
      linkSync(file, aside)
    } catch {
      // A file system without links.
      copyFileSync(file, aside)
    }
    chmodSync(aside, MODE)
    onDisk(aside)
    for (const end of ['-wal', '-shm']) if (looked && existsSync(`${file}${end}`)) renameSync(`${file}${end}`, `${aside}${end}`)
    renameSync(fresh, file)
    onDisk(file)
  } finally {
    letGo()
  }
}
