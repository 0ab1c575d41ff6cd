import { hrefOf } from '../addresses.ts'
import { type RecordView } from './record-view.ts'

/**
 * From a record one goes back to the person it is about; who it is about, to Today.
 *
 * @param today what Today is called
 */
export const backOf = ({ role, state, supervisee }: Pick<RecordView, 'role' | 'state' | 'supervisee'>, today: string) =>
  role === 'supervisee' ? { href: hrefOf('today'), label: today } : { href: hrefOf('person', { postId: state.post }), label: supervisee.name }
