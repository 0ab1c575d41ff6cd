/** Writes acts as a device would: with its person, its clock, its hash; and keeps the fold, to sign what is there. */
import { type ClockTime, type Instant, instantOf, epochOf, londonInstant, type PlainDate } from '../../../src/domain/dates.ts'
import { ActId, type OrgId, type RecordId } from '../../../src/domain/ids.ts'
import { type Deed, type Edit, type RecordAct } from '../../../src/domain/records/acts.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type Pins, type RecordKind } from '../../../src/domain/records/deeds/common.ts'
import { fold, postIdOf } from '../../../src/domain/records/fold.ts'
import { recordFormOf } from '../../../src/domain/records/forms.ts'
import { factsOf } from '../../../src/domain/records/policy-input.ts'
import { type RecordState } from '../../../src/domain/records/record.ts'
import { type RecordForm } from '../../../src/domain/records/content.ts'
import { readAct } from '../../../src/protocol/read-act.ts'
import { sealAct } from '../../../src/protocol/seal-act.ts'
import { type Sent } from '../acts.ts'
import { demonstrationId, deviceOf, personOf } from './people.ts'

type Doing = { readonly recordId: RecordId; readonly kind: RecordKind } & (Edit | Deed)

export interface Writer {
  /** Adds an act of the person with this key, at a London time of a day; it must be one that can be applied. */
  readonly add: (who: string, when: { readonly day: PlainDate; readonly time: string }, doing: Doing) => ActId
  readonly state: (id: RecordId) => RecordState | null
  readonly sent: () => readonly Sent[]
}

/** An instant of a London wall clock, not after `now`: a history written now has no future. */
const instantAt = (day: PlainDate, time: string, now: Instant): Instant =>
  instantOf(Math.min(epochOf(londonInstant(day, time as ClockTime)), epochOf(now)))

/** @param packOf the policy that a record's pins name */
export const writerFor = (
  org: OrgId,
  administrator: string,
  now: Instant,
  packOf: (id: string) => PolicyPack | undefined,
): Writer => {
  const states = new Map<string, RecordState>()
  const sent: Sent[] = []
  /** The form of a record as the server sees it, for the post it is about. */
  const formFor = (act: RecordAct, pins: Pins): RecordForm | undefined => {
    const pack = packOf(pins.pack)
    const post = states.get(postIdOf(states.get(act.recordId) ?? null, act) ?? '')
    if (!pack || post?.kind !== 'post') return undefined
    const setting = states.get(post.setting)
    return recordFormOf(pack, pins, factsOf(post, setting?.kind === 'setting' ? setting : undefined))
  }
  return {
    state: (id) => states.get(id) ?? null,
    sent: () => sent,
    add: (who, { day, time }, doing) => {
      const actId = ActId.parse(demonstrationId(`act:${sent.length}`))
      const { recordId, kind, ...rest } = doing
      const person = personOf(who)
      const wire = sealAct({
        actId,
        recordId,
        kind,
        deviceId: deviceOf(who),
        deviceTime: instantAt(day, time, now),
        type: rest.type,
        ...(rest.type === 'fields.edit' ? { patch: rest.patch } : { payload: rest.payload }),
      })
      const read = readAct(wire, person)
      if (!read.ok) throw new Error(`the demonstration writes an act nobody can read: ${rest.type} ${read.where}`)
      const act: RecordAct = read.act
      const folded = fold(states.get(recordId) ?? null, act, (pins) => formFor(act, pins))
      if (!folded.ok) throw new Error(`the demonstration writes an act that is refused: ${rest.type} ${folded.refusal.code}`)
      states.set(recordId, folded.state)
      sent.push({ principal: { org, person, administrator: who === administrator }, wire })
      return actId
    },
  }
}
