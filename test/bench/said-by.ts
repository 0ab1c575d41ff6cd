/** A server that a bench starts as a process of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type Readable, type Writable } from 'node:stream'

/** @returns it, and what it says of itself in its first line, which is JSON @throws where it ends before it has said so */
export const startSaying = async (file: string, size: number): Promise<{ readonly child: ChildProcessByStdio<Writable, Readable, null>; readonly said: unknown }> => {
  const child = spawn(process.execPath, [file, String(size)], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { child, said: JSON.parse(line) as unknown }
  }
  throw new Error(`${file} ended`)
}
