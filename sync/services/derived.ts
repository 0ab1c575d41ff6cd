/** Ids that are made from what a record is about: nobody has one for something else, in the way of whom it is for. */
import { type OrgId, type RecordId } from '../../src/domain/ids.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import { agreedSessionId, caseListId, fileId, shiftId } from '../../src/protocol/derived-ids.ts'

/** The id derived from what an act makes; null where such a record's id is random. */
const derivedFor = (act: RecordAct, org: OrgId): RecordId | null => {
  if (act.type === 'shift.log') return shiftId(org, act.payload.person, act.payload.setting, act.payload.startedAt)
  if (act.type === 'file.open') return fileId(act.payload.post)
  if (act.type === 'cases.list') return caseListId(act.payload.setting)
  if (act.type !== 'session.plan' || !act.payload.agreed) return null
  return agreedSessionId(act.payload.agreed.agreement, act.payload.agreed.on)
}

/**
 * Whether an act begins a case list under another id than its setting’s: there would be two lists, and two devices with no
 * connection would each keep their own.
 */
export const isCaseListElsewhere = (act: RecordAct, org: OrgId): boolean => act.type === 'cases.list' && act.recordId !== derivedFor(act, org)

/** The version of a UUID stands at its fifteenth place. */
const isDerived = (id: RecordId): boolean => id.charAt(14) === '5'

/**
 * Whether a worker begins a record under an id that was derived from something else. Who works in a home knows enough to
 * work out the id that the roster will give to a colleague's shift.
 */
export const takesAnothersId = (act: RecordAct, org: OrgId, post: PostState | null): boolean =>
  act.actor === post?.person && isDerived(act.recordId) && act.recordId !== derivedFor(act, org)
