import { type FieldName } from '../../domain/records/deeds/common.ts'
import { valueInWords } from './fields-in-words.ts'
import { type RecordView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

/** Whether a field was changed after the record was shared. */
export const changedSinceShared = ({ state }: RecordView, field: FieldName): boolean =>
  state.kind !== 'file' && state.shared !== null && Object.hasOwn(state.asShared, field)

/** Beside the text of a field as it is now, the text that was shared: both stay readable (SEF-App3.5). */
export const AsShared = ({ view, field }: { view: RecordView; field: FieldName }) => {
  const words = useRecordWords()
  const { state } = view
  if (state.kind === 'file' || !state.shared || !changedSinceShared(view, field)) return null
  const { shared, asShared } = state
  const text = valueInWords(view, field, asShared[field]?.value, words)
  const day = words.day(shared.on)
  return (
    <span className="cs-as-shared" dir="auto">
      {text === '' ? words.say('responses.asSharedEmpty', { day }) : words.say('responses.asShared', { day, text })}
    </span>
  )
}
