/** A terminal's output that can be closed for a while: what is typed as a password is not shown. */
import { Writable } from 'node:stream'

export class Sealed extends Writable {
  sealed = false

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.sealed) process.stdout.write(chunk)
    done()
  }
}
