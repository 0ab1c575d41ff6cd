/** Sessions and acts for tests of the fold, as small as they can be. */
import { type ClockTime, type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type ActId, type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Deed, type Edit, type RecordAct } from '../../../src/domain/records/acts.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { fold } from '../../../src/domain/records/fold.ts'
import { type Folded, type SessionState } from '../../../src/domain/records/record.ts'
import { type RecordForm, signedContentOf } from '../../../src/domain/records/content.ts'
import { contentHash, saltContent } from '../../../src/protocol/signed-content.ts'

export const DANA = 'dana' as PersonId
export const SAM = 'sam' as PersonId

/** `needed` must be answered; `worker` and `both` are the supervisee's to write. */
export const FORM: RecordForm = {
  fieldOf: (field) =>
    field === 'needed' || field === 'both'
      ? { voice: 'both', class: 'B' }
      : field === 'worker'
        ? { voice: 'supervisee', class: 'A' }
        : field === 'boss'
          ? { voice: 'supervisor', class: 'B' }
          : undefined,
  missing: ({ fields }) => (fields.needed === undefined ? ['needed'] : []),
}

let count = 0
export const act = (by: PersonId, doing: Edit | Deed, actId = `act-${(count += 1)}`): RecordAct => ({
  actId: actId as ActId, recordId: 'session-1' as RecordId, kind: 'session', actor: by, deviceTime: '2026-06-01T10:00:00Z' as Instant, ...doing,
})

export const plan = (): RecordAct =>
  act(DANA, {
    type: 'session.plan',
    payload: {
      post: 'post-1' as PostId, setting: 'home-1' as SettingId, supervisee: SAM, supervisor: DANA, plannedFor: '2026-06-01' as PlainDate,
      pins: { pack: 'sefton', packVersion: 1, form: 'welfare-supervision', formVersion: 1 },
    },
  })
export const edit = (by: PersonId, field: string, value: Json, from: string | null = null, actId?: string): RecordAct =>
  act(by, { type: 'fields.edit', patch: { [field]: { value, from: from as ActId | null } } }, actId)
export const hold = (): RecordAct =>
  act(DANA, { type: 'session.hold', payload: { on: '2026-06-01' as PlainDate, start: '14:00' as ClockTime, end: '15:00' as ClockTime, place: 'Office', mode: 'in-person' } })
export const share = (): RecordAct => act(DANA, { type: 'record.share', payload: { on: '2026-06-01' as PlainDate } })

let salts = 0
const newSalt = (): string => String((salts += 1)).padStart(22, 'A')
export const sign = (state: SessionState, role: SignRole, by = role === 'supervisor' ? DANA : SAM): RecordAct => {
  const content = saltContent(signedContentOf(state), state.signatures.at(-1)?.sign.content ?? null, newSalt)
  return act(by, {
    type: 'record.sign',
    payload: {
      role, answer: 'agree', comment: null, content, contentHash: contentHash(content), previous: null, statement: 'Fair.', language: 'en', method: 'sign-in',
      formVersion: 1, on: '2026-06-02' as PlainDate,
    },
  })
}

export const step = (state: SessionState | null, next: RecordAct): Folded => fold(state, next, () => FORM)

/** Folds acts that must all be applied. */
export const session = (...acts: readonly (RecordAct | ((state: SessionState) => RecordAct))[]): SessionState => {
  let state: SessionState | null = null
  for (const each of [plan(), ...acts]) {
    const folded = step(state, typeof each === 'function' ? each(state!) : each)
    if (!folded.ok) throw new Error(`refused: ${folded.refusal.code}`)
    state = folded.state as SessionState
  }
  return state!
}

/** Planned, answered, held and signed by both. */
export const locked = (): SessionState =>
  session(edit(DANA, 'needed', 'answered'), hold(), share(), (state) => sign(state, 'supervisor'), (state) => sign(state, 'supervisee'))
