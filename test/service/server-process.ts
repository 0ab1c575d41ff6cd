/** The real server as a process of its own, and the commands a person types beside it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()

export interface ServerProcess {
  readonly child: ChildProcess
  readonly address: string
}

/** Kills whatever a test has left running. */
export const killAll = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts the server on a data folder; it listens where there is room. */
export const startProcess = async (folder: string): Promise<ServerProcess> => {
  const child = spawn(process.execPath, ['sync/server.ts'], {
    cwd: root,
    env: { ...process.env, COUNTERSIGN_DATA: folder, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(folder, 'none'), COUNTERSIGN_RATE: '1000000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const address = await new Promise<string>((resolve, reject) => {
    let output = ''
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      const said = /listens at (http:\S+)/.exec(output)
      if (said?.[1]) resolve(said[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', () => reject(new Error(`the server ended: ${output}`)))
  })
  return { child, address }
}

/** Ends a server. @returns its exit code; null where it was killed */
export const end = ({ child }: Pick<ServerProcess, 'child'>, signal: NodeJS.Signals): Promise<number | null> =>
  new Promise((resolve) => {
    child.on('exit', (code) => {
      running.delete(child)
      resolve(code)
    })
    child.kill(signal)
  })

/** Runs `npm run <command>` on a data folder. */
export const command = (name: string, folder: string, args: readonly string[]): { readonly status: number | null; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`sync/commands/${name}.ts`, ...args], {
    cwd: root, env: { ...process.env, COUNTERSIGN_DATA: folder }, encoding: 'utf8', input: '',
  })
  return { status, said: stdout + stderr }
}
