import { useMemo } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { type NoView } from '../shared/record-view.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { type AgreementView, agreementViewOf } from './agreement-view.ts'

/** One agreement; null while the device is being read. */
export const useAgreement = (recordId: RecordId): AgreementView | NoView | null => {
  const { me, asOf } = useDevice()
  const { lang } = useRecordWords()
  const { data: snapshot } = useSnapshot()
  const today = asOf()
  return useMemo(
    () => (snapshot ? agreementViewOf(snapshot, me.person, recordId, today, lang) : null),
    [snapshot, me.person, recordId, today, lang],
  )
}
