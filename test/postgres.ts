/** Finds a PostgreSQL for the tests, gets one where there is none, and runs it on a free port in a folder of its own. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { freePort } from './free-port.ts'

const DEBIANS = '/usr/lib/postgresql'

/** The folder of its programs. */
const found = (): string | undefined => {
  const said = process.env['POSTGRES_BIN']
  const debians = existsSync(DEBIANS) ? readdirSync(DEBIANS).sort((a, b) => Number(b) - Number(a)).map((version) => path.join(DEBIANS, version, 'bin')) : []
  const others = (process.env['PATH'] ?? '').split(path.delimiter)
  return [...(said ? [said] : []), ...debians, ...others].find((folder) => folder !== '' && existsSync(path.join(folder, 'initdb')))
}

const isRoot = process.getuid?.() === 0

const run = (command: string, args: readonly string[]): boolean => spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0

/** The folder of PostgreSQL's programs. @throws Error saying in one sentence how to get one */
export const postgresPrograms = (): string => {
  let folder = found()
  if (!folder && isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('No PostgreSQL here: installing Debian’s with apt-get …')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', 'postgresql'])
    folder = found()
  }
  if (!folder) throw new Error('The tests need PostgreSQL: install it, or set POSTGRES_BIN to the folder with its initdb.')
  return folder
}

/** As root it runs as the account that Debian made for it: PostgreSQL refuses to be run by root. */
const account = (): { readonly uid: number; readonly gid: number } | null => {
  if (!isRoot) return null
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  return { uid: idOf('-u'), gid: idOf('-g') }
}

export interface Postgres {
  /** The address of a database on it, of the one it begins with unless a name is said. */
  readonly url: (database?: string) => string
  /** The folder with its files. */
  readonly folder: string
  readonly stop: () => Promise<void>
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

/** Starts one with nothing in it, on loopback with a password, with `fsync` on as anywhere. */
export const startPostgres = async (): Promise<Postgres> => {
  const programs = postgresPrograms()
  const place = mkdtempSync(path.join(tmpdir(), 'countersign-postgres-'))
  const as = account()
  const password = randomBytes(12).toString('hex')
  const secret = path.join(place, 'password')
  const folder = path.join(place, 'data')
  writeFileSync(secret, password, { mode: 0o600 })
  mkdirSync(folder, { mode: 0o700 })
  if (as) for (const each of [place, secret, folder]) chownSync(each, as.uid, as.gid)
  const made = spawnSync(
    path.join(programs, 'initdb'),
    ['-D', folder, '-U', 'countersign', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8', '--locale=C', '--no-sync'],
    { cwd: place, encoding: 'utf8', ...as },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stdout}${made.stderr}`)
  const port = await freePort()
  const server: ChildProcess = spawn(
    path.join(programs, 'postgres'),
    ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${place}`, '-c', 'max_connections=200', '-c', 'fsync=on'],
    { cwd: place, stdio: ['ignore', 'ignore', 'pipe'], ...as },
  )
  let said = ''
  server.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)))
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
  })
  const url = (database = 'postgres'): string => `postgres://countersign:${password}@127.0.0.1:${port}/${database}`
  const stop = async (): Promise<void> => {
    // Fast: whoever is connected is told that it ends.
    server.kill('SIGINT')
    await ended
    rmSync(place, { recursive: true, force: true })
  }
  for (let tries = 0; !(await answers(url())); tries += 1) {
    if (server.exitCode !== null || tries > 300) {
      await stop()
      throw new Error(`PostgreSQL did not start: ${said}`)
    }
    await pause(100)
  }
  return { url, folder, stop }
}

let count = 0
/** An empty database on a running one. @returns its address */
export const newDatabase = async (base: string): Promise<string> => {
  count += 1
  const name = `test_${process.pid}_${count}_${randomBytes(3).toString('hex')}`
  const client = new Client({ connectionString: base })
  await client.connect()
  await client.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
  await client.end()
  const url = new URL(base)
  url.pathname = `/${name}`
  return url.href
}

/** Connections that are closing are waited for, some seconds: one that is ended by force says so to nobody who listens. */
export const dropDatabase = async (base: string, url: string): Promise<void> => {
  const client = new Client({ connectionString: base })
  await client.connect()
  const drop = `drop database if exists ${new URL(url).pathname.slice(1)}`
  await client.query(drop).catch(() => client.query(`${drop} with (force)`))
  await client.end()
}
