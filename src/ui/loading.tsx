import { useWords } from './words-provider.tsx'

/** Something is being read. Shown only where reading may take longer than a moment. */
export const Loading = ({ label }: { label?: string | undefined }) => {
  const { say } = useWords()
  return (
    <output className="cs-loading">
      <span className="cs-loading__ring" aria-hidden="true" />
      {label ?? say('common.loading')}
    </output>
  )
}
