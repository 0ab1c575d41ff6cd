import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'

/** Red, and announced: what a button should have saved is not on this device. */
export const SaveFailed = ({ failed }: { failed: boolean }) => {
  const { say } = useWords()
  if (!failed) return null
  return (
    <div role="alert">
      <Inset tone="red">{say('common.notSaved')}</Inset>
    </div>
  )
}
