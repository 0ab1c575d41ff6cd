import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page, type PageProps } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface NoPersonProps {
  /** The device has not been read yet. */
  reading: boolean
  failed: boolean
  onRetry: () => unknown
  back: PageProps['back']
}

/** In place of a person's page: while the device is read, when it can't be, and for somebody who is not on it. */
export const NoPerson = ({ reading, failed, onRetry, back }: NoPersonProps) => {
  const { say } = useWords()
  if (!reading) {
    return (
      <Page title={say('people.notFound')} back={back}>
        <p className="govuk-body">{say('people.notFoundText')}</p>
      </Page>
    )
  }
  return (
    <Page title={say('people.title')} back={back}>
      {failed ? (
        <EmptyState icon="failed" title={say('people.failed')} actions={<Button onClick={() => onRetry()}>{say('common.tryAgain')}</Button>} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
