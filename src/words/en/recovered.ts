/** Copies of records that a device had from before the service was restored from a backup. */
import { type Area } from '../catalogue.ts'

export const recovered = {
  'recovered.title': 'Copies from before the service was restored',
  'recovered.text':
    'The service was put back from a backup. What follows was done after that backup, and the device it was done on has not been back since. Devices of others had copies, so that nothing is lost. A copy is not the record: it can be read, and not signed or changed. It goes once the record itself is back.',
  'recovered.further':
    'The service was put back from a backup, and this record was further on. The rest comes back with the device it was written on. Until then, here is a copy that a device had. It is not the record.',
  'recovered.from': 'From the device of {name}, {day}.',
  'recovered.read': 'Read its words',
  'recovered.noWords': 'It holds dates, and no words.',
  'recovered.more': 'Also written',
  'recovered.on': '{what}, {day}',
  'recovered.kind.session': 'Session of {name}',
  'recovered.kind.agreement': 'Agreement of {name}',
  'recovered.kind.observation': 'Observation of {name}',
  'recovered.kind.shift': 'Shift of {name}',
  'recovered.kind.post': 'Post of {name}',
  'recovered.kind.file': 'File of {name}',
  'recovered.kind.other': 'Another record',
} as const satisfies Area<'recovered'>
