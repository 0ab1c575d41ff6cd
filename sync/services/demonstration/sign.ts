/** Writing and signing as devices do: patches of fields, and signatures over the content as it is (G1). */
import { createHash } from 'node:crypto'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Patch } from '../../../src/domain/records/deeds/common.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type SignableState } from '../../../src/domain/records/record.ts'
import { signedContentOf } from '../../../src/domain/records/content.ts'
import { contentHash, saltContent, signatureHash } from '../../../src/protocol/signed-content.ts'
import { type Writer } from './writer.ts'

export type Answers = Record<string, Json>

/** Answers to fields that had none. */
export const patchOf = (answers: Answers): Patch =>
  Object.fromEntries(Object.entries(answers).map(([field, value]) => [field, { value, from: null }]))

const STATEMENTS: Readonly<Record<SignableState['kind'], string>> = {
  session: 'Signing says that this is a fair record of the session. It can’t be changed afterwards, only added to.',
  agreement: 'Signing says that this is what we agree. It can’t be changed afterwards, only followed by another.',
  observation: 'Signing says that this is a fair record of the observation. It can’t be changed afterwards, only added to.',
}

const saltFor = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 22)

/** @param disagreement what is said of it by who signs and does not agree; null agrees */
export const sign = (
  writer: Writer,
  recordId: RecordId,
  who: string,
  role: SignRole,
  when: { readonly day: PlainDate; readonly time: string },
  disagreement: string | null = null,
): void => {
  const state = writer.state(recordId) as SignableState
  const earlier = state.signatures.at(-1)?.sign ?? null
  const content = saltContent(signedContentOf(state), earlier?.content ?? null, () => '')
  // Salts of an invented record need not be secret; made from its id, they are the same at each load.
  const salted = Object.fromEntries(
    Object.entries(content).map(([name, { salt, value }]) => [name, { salt: salt || saltFor(`${recordId} ${name}`), value }]),
  )
  writer.add(who, when, {
    recordId,
    kind: state.kind,
    type: 'record.sign',
    payload: {
      role,
      answer: disagreement === null ? 'agree' : 'disagree',
      comment: disagreement,
      content: salted,
      contentHash: contentHash(salted),
      previous: earlier ? signatureHash(earlier) : null,
      statement: STATEMENTS[state.kind],
      language: 'en',
      method: 'sign-in',
      formVersion: state.pins.formVersion,
      on: when.day,
    },
  })
}
