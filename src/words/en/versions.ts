/** What competes in a record, and every text that was ever in it (I4). */
import { type Area } from '../catalogue.ts'

export const versions = {
  'versions.title': 'Versions',
  'versions.open': 'Open the record',
  'versions.unknown': 'This record is not on this device.',
  'versions.choose.title': 'To choose',
  'versions.choose.none': 'Nothing is to be chosen: every answer has one version.',
  'versions.choose.there': 'Choose in the record itself: {name}.',
  'versions.earlier.title': 'Every version',
  'versions.earlier.text': 'Nothing that was written leaves the history, also when another version was chosen.',
  'versions.earlier.none': 'Nothing was written more than once.',
  'versions.by': 'by {name}, {where}',
  'versions.is.now': 'What the record says',
  'versions.is.open': 'Waits for a choice',
  'versions.is.not-chosen': 'Not chosen',
  'versions.is.earlier': 'Earlier version',
} as const satisfies Area<'versions'>
