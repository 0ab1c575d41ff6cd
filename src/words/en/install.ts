/** A new version. */
import { type Area } from '../catalogue.ts'

export const install = {
  'install.update.title': 'A new version is ready',
  'install.update.text': 'It takes a few seconds. You unlock again and come back to this page.',
  'install.update.dirty': 'We are still saving what you typed. Update when it says “On this device”.',
  'install.update.button': 'Update now',
  'install.update.later': 'Later',
} as const satisfies Area<'install'>
