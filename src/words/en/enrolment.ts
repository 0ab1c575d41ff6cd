/** Enrolling on a device: who uses it, the four words and their card, a PIN. */
import { type Area } from '../catalogue.ts'

export const enrolment = {
  'enrolment.step': 'Setting up this device: {step} of {of}',

  'enrolment.offline.title': 'You’re offline',
  'enrolment.offline.text':
    'Countersign now unlocks with four words and a PIN of your own. Setting them up needs a connection. You can do it the next time you unlock.',
  'enrolment.offline.later': 'Later',
  'enrolment.offline.on': 'Set them up now',

  'enrolment.kind.title': 'Who uses this device?',
  'enrolment.kind.shared': 'I share it',
  'enrolment.kind.sharedHint': 'Such as a tablet in the office or the lounge. It locks 2 minutes after the last touch.',
  'enrolment.kind.personal': 'Only me',
  'enrolment.kind.personalHint': 'Such as your own phone. It locks 5 minutes after the last touch.',
  'enrolment.kind.missing': 'Select who uses this device',

  'enrolment.words.title': 'Your four words',
  'enrolment.words.text': 'They unlock Countersign on this device, also with no connection. We show them this once.',
  'enrolment.words.failed': 'We could not make your words. Nothing is lost.',
  'enrolment.words.making': 'Making your words…',
  'enrolment.words.print': 'Print the card',
  'enrolment.words.done': 'I have written them down',

  'enrolment.card.whose': 'The four words of {name}',
  'enrolment.card.what': 'They unlock Countersign on one device, also with no connection. Keep this card to yourself, apart from the device.',

  'enrolment.back.title': 'Two of your words',
  'enrolment.back.text': 'So that we both know they are written down.',
  'enrolment.back.word': 'Word {place}',
  'enrolment.back.wrong': 'That is not word {place}. Look at your card.',
  'enrolment.back.again': 'Show the words again',

  'enrolment.pin.title': 'Choose a PIN',
  'enrolment.pin.text': 'It unlocks Countersign on this device. With no connection you may be asked for your four words instead.',
  'enrolment.pin.label': 'Six digits',
  'enrolment.pin.again': 'The same six digits again',
  'enrolment.pin.short': 'Enter six digits',
  'enrolment.pin.weak': 'That PIN is easy to guess. Choose one with no rows such as 123 or 111, and not a date of birth.',
  'enrolment.pin.differs': 'The two are not the same. Type your PIN again.',
  'enrolment.pin.passkey': 'Unlock with my fingerprint or face too',
  'enrolment.pin.passkeyHint': 'This device then asks you for it, now and each time.',
  'enrolment.pin.finish': 'Finish',
  'enrolment.pin.working': 'Setting up this device…',

  'enrolment.newPin.title': 'Choose a new PIN',
  'enrolment.newPin.text': 'The one before no longer works on this device.',
  'enrolment.newPin.use': 'Use this PIN',
  'enrolment.newPin.later': 'Later',

  'enrolment.error.offline': 'You’re offline. This needs a connection. Connect, then try again.',
  'enrolment.error.sign-in-not-fresh': 'It is a while since you signed in. Sign in again, then set this up.',
  'enrolment.error.passkey-stopped': 'Your fingerprint or face was not set up. Try again, or untick it and add it later.',
  'enrolment.error.signIn': 'Sign in again',
} as const satisfies Area<'enrolment'>
