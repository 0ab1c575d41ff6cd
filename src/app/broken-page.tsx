import { Component, type ReactNode } from 'react'
import { Button, ButtonGroup, LinkButton } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Shell } from '../ui/shell.tsx'
import { useWords } from '../ui/words-provider.tsx'

/** A page that failed: what was written is saved, and the way back. */
export const BrokenPage = ({ onAgain }: { onAgain: () => void }) => {
  const { say } = useWords()
  return (
    <Page title={say('app.broken.title')}>
      <div role="alert">
        <p className="govuk-body">{say('app.broken.text')}</p>
      </div>
      <ButtonGroup>
        <LinkButton href="/">{say('common.goToToday')}</LinkButton>
        <Button kind="secondary" onClick={onAgain}>
          {say('app.broken.reload')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}

/** Catches what no page caught, the door included. Inside the words. */
export class Boundary extends Component<{ readonly children: ReactNode }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <Shell home={null}>
        <BrokenPage onAgain={() => this.setState({ broken: false })} />
      </Shell>
    )
  }
}

export const NotFoundPage = () => {
  const { say } = useWords()
  return (
    <Page title={say('app.notFound.title')}>
      <p className="govuk-body">{say('app.notFound.text')}</p>
      <LinkButton href="/">{say('common.goToToday')}</LinkButton>
    </Page>
  )
}
