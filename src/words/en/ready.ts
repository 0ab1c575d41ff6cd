/** The first time on a device: what is got before it works with no connection. */
import { type Area } from '../catalogue.ts'

export const ready = {
  'ready.title': 'Getting ready to work offline',
  'ready.text': 'This happens once on this device and takes about a minute. Then everything works with no connection.',
  'ready.records': 'Your people and sessions',
  'ready.app': 'Countersign itself',
  'ready.working': 'Getting it…',
  'ready.done': 'Ready',
  'ready.noWorker': 'Not possible in this browser window. Open Countersign in a normal one.',
  'ready.offline': 'You’re offline. We carry on when you’re back.',
  'ready.trouble': 'The service has a problem. We’ll keep trying.',
  'ready.continue': 'Go to Today',
  'ready.early': 'Start now, and finish in the background',
} as const satisfies Area<'ready'>
