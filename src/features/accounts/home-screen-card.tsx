import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { unreachable } from '../../domain/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { type HomeScreen, type Installation } from '../shared/installation.ts'

/** How to put Countersign on this device; says so where it is there already. */
export const HomeScreenCard = ({ installation }: { installation: Installation }) => {
  const { say } = useWords()
  const how = (homeScreen: HomeScreen) => {
    switch (homeScreen) {
      case 'installed':
        return <p className="govuk-body">{say('own.home.installed')}</p>
      case 'can-ask':
        return <Button kind="secondary" onClick={installation.install}>{say('own.home.button')}</Button>
      case 'ios':
        return <p className="govuk-body">{say('own.home.ios')}</p>
      case 'by-menu':
        return <p className="govuk-body">{say('own.home.browser')}</p>
      default:
        return unreachable(homeScreen)
    }
  }
  return (
    <Card heading={say('own.home.title')}>
      {installation.homeScreen !== 'installed' && <p className="govuk-body">{say('own.home.why')}</p>}
      {how(installation.homeScreen)}
    </Card>
  )
}
