/** What a browser does not do for what it is given to keep. */
import { type Area } from '../catalogue.ts'

export const storage = {
  'storage.private-window.title': 'This is a private window',
  'storage.private-window.text':
    'It keeps nothing once you close it. You can read here while you’re connected. To write, open Countersign in a normal window.',
  'storage.not-installed.title': 'Put Countersign on your home screen to write',
  'storage.not-installed.text':
    'Safari clears what a tab keeps when you don’t come by for a week. You can read here while you’re connected. To write, tap Share, then Add to Home Screen, and open it from there.',
} as const satisfies Area<'storage'>
