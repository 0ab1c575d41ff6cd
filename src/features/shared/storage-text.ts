/** What is wrong with the storage of this device, or of this window, in words (V6, V7). */
import { unreachable } from '../../domain/unreachable.ts'
import { storage } from '../../words/en/storage.ts'
import { addArea, type Words } from '../../words/words.ts'

addArea('storage', { en: storage })

/**
 * `tab-out-of-date` is not among them: a page that is out of date may get no more of its parts, so its words are the app's,
 * at hand from the start.
 */
export type StorageProblem = 'storage-full' | 'other-tab-open' | 'private-window' | 'safari-tab' | 'storage-broken' | 'vault-gone'

export const storageText = (problem: StorageProblem, { say }: Pick<Words, 'say'>): { readonly title: string; readonly text: string } => {
  switch (problem) {
    case 'storage-full':
      return { title: say('storage.full.title'), text: say('storage.full.text') }
    case 'other-tab-open':
      return { title: say('storage.otherTab.title'), text: say('storage.otherTab.text') }
    case 'private-window':
      return { title: say('storage.private.title'), text: say('storage.private.text') }
    case 'safari-tab':
      return { title: say('storage.safari.title'), text: say('storage.safari.text') }
    case 'storage-broken':
      return { title: say('storage.broken.title'), text: say('storage.broken.text') }
    case 'vault-gone':
      return { title: say('storage.gone.title'), text: say('storage.gone.text') }
    default:
      return unreachable(problem)
  }
}
