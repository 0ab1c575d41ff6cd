/** Getting ready to work offline, a new version. */
import { type Area } from '../catalogue.ts'

export const install = {
  'install.ready.title': 'Getting ready to work offline',
  'install.ready.text': 'This happens once on this device and takes about a minute. Then everything works with no connection.',
  'install.ready.records': 'Your people and sessions',
  'install.ready.app': 'Countersign itself',
  'install.ready.working': 'Getting it…',
  'install.ready.done': 'Ready',
  'install.ready.noWorker': 'Not possible in this browser window. Open Countersign in a normal one.',
  'install.ready.offline': 'You’re offline. We carry on when you’re back.',
  'install.ready.trouble': 'The service has a problem. We’ll keep trying.',
  'install.ready.continue': 'Go to Today',
  'install.ready.early': 'Start now, and finish in the background',

  'install.update.title': 'A new version is ready',
  'install.update.text': 'It takes a few seconds. You unlock again and come back to this page.',
  'install.update.dirty': 'We are still saving what you typed. Update when it says “On this device”.',
  'install.update.button': 'Update now',
  'install.update.later': 'Later',
} as const satisfies Area<'install'>
