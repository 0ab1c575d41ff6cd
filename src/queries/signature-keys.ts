/** What became of the keys that signed a record: asked of the service, kept nowhere. */
import { type RecordId } from '../domain/ids.ts'
import { SignatureKeysAnswer } from '../protocol/signature-keys.ts'
import { type Asked, useAsked } from './online.ts'

export const useSignatureKeys = (record: RecordId): Asked<SignatureKeysAnswer> =>
  useAsked({ path: `/api/records/${record}/signatures`, method: 'GET' }, SignatureKeysAnswer)
