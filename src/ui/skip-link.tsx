import { useWords } from './words-provider.tsx'

/** The first link of a page: straight to the main content. */
export const SkipLink = ({ target = 'main' }: { target?: string | undefined }) => {
  const { say } = useWords()
  return (
    <a
      className="govuk-skip-link"
      href={`#${target}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(target)?.focus()
      }}
    >
      {say('app.skip')}
    </a>
  )
}
