/** Deeds of agreements, observations and files as devices send them to the small invented house. */
import { v7 } from 'uuid'
import { type Json } from '../../src/domain/json.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { type Client, person, pinsOf, post, POSTS } from './house.ts'

const settingOf = (key: string): string => POSTS.find((each) => each.key === key)!.setting

/** Fails with the receipts unless each act was applied. */
export const applied = (receipts: readonly Receipt[]): void => {
  const wrong = receipts.filter(({ outcome }) => outcome !== 'applied')
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong))
}

/** Every required answer of the agreement's form, and the dates. */
export const agreementAnswers = (dates: readonly { on: string; at: string | null }[], change: Record<string, Json> = {}): Record<string, Json> => ({
  'tasks-workload': 'Key work with one young person and the daily log.',
  'tasks-development': 'Medication refresher.',
  interruptions: 'Only for an emergency in the home.',
  every: 'P1M', minutes: 90, recording: 'Written during the session by the supervisor.', others: 'Nobody else.',
  'expect-a': 'Time that is kept.', 'expect-b': 'Bring what I have done.', 'expect-c': 'Openness.', 'expect-d': 'Listen and act.',
  'expect-e': 'Notes shared within five working days.', 'expect-f': 'Say when something is wrong.',
  'named-manager': { person: null, name: 'Olu Example' },
  dates: dates.map((date) => ({ ...date })), 'review-on': '2027-06-01',
  ...change,
})

export const drawUp = (client: Client, supervisee: string, id: string, on: string, follows: string | null = null): WireAct =>
  client.act(id, 'agreement.draw-up', {
    post: post(supervisee), setting: settingOf(supervisee), supervisee: person(supervisee), supervisor: person(client.key), follows, on,
    pins: pinsOf('supervision-agreement'),
  }, 'agreement')

/** An edit of fields of any kind of record. */
export const edit = (client: Client, id: string, kind: string, values: Record<string, Json>): WireAct =>
  client.act(id, 'fields.edit', Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: null }])), kind)

/** An agreement drawn up, answered and signed by both on a day. */
export const signedAgreement = async (
  supervisor: Client, worker: Client, on: string, answers: Record<string, Json>, follows: string | null = null,
): Promise<string> => {
  const id = v7()
  applied(await supervisor.push(drawUp(supervisor, worker.key, id, on, follows), edit(supervisor, id, 'agreement', answers)))
  applied(await supervisor.push(await supervisor.sign(id, 'supervisor', { on })))
  applied(await worker.push(await worker.sign(id, 'supervisee', { on })))
  return id
}

export const planObservation = (client: Client, supervisee: string, observer: string, id: string, plannedFor: string): WireAct =>
  client.act(id, 'observation.plan', {
    post: post(supervisee), setting: settingOf(supervisee), supervisee: person(supervisee), observer: person(observer), plannedFor, at: '10:00',
    pins: pinsOf('direct-observation'),
  }, 'observation')

export const observe = (client: Client, id: string, on: string): WireAct =>
  client.act(id, 'observation.observe', { on, start: '10:00', end: '11:00' }, 'observation')

export const reveal = (client: Client, id: string, on: string): WireAct => client.act(id, 'observation.reveal', { on }, 'observation')

export const openFile = (client: Client, supervisee: string, id: string): WireAct =>
  client.act(id, 'file.open', { post: post(supervisee), setting: settingOf(supervisee), person: person(supervisee), pins: pinsOf('front-sheet') }, 'file')
