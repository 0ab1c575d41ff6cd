/** The pages below Account, as one chunk: each alone would make the way to Today longer by its name. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { PersonId } from '../../domain/ids.ts'
import { PATHS } from '../addresses.ts'
import { AccountsPage } from './accounts-page.tsx'
import { PersonAccountPage } from './person-account-page.tsx'
import { SignInsPage } from './sign-ins-page.tsx'

export interface AccountPagesProps {
  /** For an address that is no page's. */
  otherwise: ReactNode
}

export const AccountPages = ({ otherwise }: AccountPagesProps) => {
  const ofPerson = (personId: string): ReactNode => {
    const person = PersonId.safeParse(personId)
    return person.success ? <PersonAccountPage key={person.data} personId={person.data} /> : otherwise
  }
  return (
    <Switch>
      <Route path={PATHS.signIns}>
        <SignInsPage />
      </Route>
      <Route path={PATHS.accounts}>
        <AccountsPage />
      </Route>
      <Route path={PATHS.personAccount}>{({ personId }) => ofPerson(personId)}</Route>
      <Route>{otherwise}</Route>
    </Switch>
  )
}
