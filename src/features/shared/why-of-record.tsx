import { type Obligation } from '../../domain/policy/obligation.ts'
import { type Suppose, WhyLink } from '../why.tsx'
import { type RecordView } from './record-view.ts'

export interface WhyOfRecordProps {
  view: RecordView
  one: Pick<Obligation, 'track' | 'key'>
  suppose?: Suppose
}

/** "Why is Sam’s session record due?", of the post a record belongs to. */
export const WhyOfRecord = ({ view, one, suppose }: WhyOfRecordProps) => (
  <WhyLink post={view.post.id} one={one} name={view.role === 'supervisee' ? null : view.supervisee.knownAs} suppose={suppose} />
)
