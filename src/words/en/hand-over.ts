/** Handing one tablet to the other of a pair, to sign one record. */
import { type Area } from '../catalogue.ts'

export const handOver = {
  'handOver.title': 'Is {name} here with you?',
  'handOver.text': 'Hand over this device. {name} unlocks it, sees this record and nothing else, and signs. You get it back behind your PIN.',
  'handOver.begin': 'Hand over to sign',
  'handOver.door': '{name} hands you this device to sign one record. You see that record and nothing else.',
  'handOver.nobody.title': '{name} is not on this device',
  'handOver.nobody.text': '{name} has to sign in on this device once before it can be handed over. Or {name} can sign on a device of their own.',
  'handOver.nobody.back': 'Go back',
  'handOver.only': 'This is the one record you were handed. When you have finished, give the device back.',
  'handOver.giveBack': 'Give it back to {name}',
} as const satisfies Area<'handOver'>
