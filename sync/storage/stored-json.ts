/**
 * JSON as it lies in the database, on its way into an answer: a row's body is neither parsed nor made text again for every
 * device that pulls it. Wherever else it is looked at it is what it says.
 */
import { type Json } from '../../src/domain/json.ts'

export class StoredJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** @param text whole JSON, as this service wrote it */
export const storedJson = (text: string): Json => new StoredJson(text) as unknown as Json
