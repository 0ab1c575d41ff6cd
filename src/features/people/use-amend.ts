import { type PostAmend } from '../../domain/records/deeds/home.ts'
import { type PostState } from '../../domain/records/record.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { useSave } from '../shared/use-save.ts'

/** Puts a post right, by a button: one at a time. Resolves with whether it is saved on this device. */
export const useAmend = (
  post: PostState,
): { readonly amend: (payload: PostAmend) => Promise<boolean>; readonly busy: boolean; readonly failed: boolean } => {
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const amend = (payload: PostAmend): Promise<boolean> =>
    save(async () => {
      await device.act({ recordId: post.id, kind: 'post', type: 'post.amend', payload })
    })
  return { amend, busy, failed }
}
