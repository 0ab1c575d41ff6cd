import { Component, type ComponentType, type ReactNode } from 'react'
import { hrefOf } from '../features/addresses.ts'
import { Button, ButtonGroup, LinkButton } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Shell } from '../ui/shell.tsx'
import { useWords } from '../ui/words-provider.tsx'

interface BrokenPageProps {
  onAgain: () => void
}

/** A page that failed: what was written is saved, and the way back. */
export const BrokenPage = ({ onAgain }: BrokenPageProps) => {
  const { say } = useWords()
  return (
    <Page title={say('app.broken.title')}>
      <div role="alert">
        <p className="govuk-body">{say('app.broken.text')}</p>
      </div>
      <ButtonGroup>
        <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
        <Button kind="secondary" onClick={onAgain}>
          {say('app.broken.reload')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}

interface BoundaryProps {
  readonly children: ReactNode
  /** Another place is another try. */
  readonly at?: unknown
  readonly broken: ComponentType<BrokenPageProps>
}

interface BoundaryState {
  readonly broken: boolean
  readonly at: unknown
}

/** Shows something else in the place of what failed, until one tries again or goes elsewhere. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { broken: false, at: this.props.at }

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { broken: true }
  }

  static getDerivedStateFromProps({ at }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return at === state.at ? null : { broken: false, at }
  }

  override render(): ReactNode {
    const { broken: Broken, children } = this.props
    return this.state.broken ? <Broken onAgain={() => this.setState({ broken: false })} /> : children
  }
}

const BrokenApp = ({ onAgain }: BrokenPageProps) => (
  <Shell home={null}>
    <BrokenPage onAgain={onAgain} />
  </Shell>
)

/** What no page caught, the door included. Inside the words. */
export const LastBoundary = ({ children }: { children: ReactNode }) => <Boundary broken={BrokenApp}>{children}</Boundary>
