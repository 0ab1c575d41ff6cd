import { hrefOf } from '../features/addresses.ts'
import { LinkButton } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useWords } from '../ui/words-provider.tsx'

export const NotFoundPage = () => {
  const { say } = useWords()
  return (
    <Page title={say('app.notFound.title')}>
      <p className="govuk-body">{say('app.notFound.text')}</p>
      <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
    </Page>
  )
}
