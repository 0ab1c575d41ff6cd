import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { type NoView } from '../shared/record-view.ts'

/** Why a session can't be shown here, and what to do. */
export const NoSession = ({ why }: { why: NoView }) => {
  const { say } = useWords()
  return (
    <Page title={say('sessions.one')}>
      <EmptyState
        icon="search"
        title={say(`sessions.unavailable.${why}`)}
        text={say('sessions.unavailable.text')}
        actions={<LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>}
      />
    </Page>
  )
}
