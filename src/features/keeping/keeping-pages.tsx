/** The pages of keeping files and their addresses: few people open them, so that the app has only the first to know. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { keeping } from '../../words/en/keeping.ts'
import { addArea } from '../../words/words.ts'
import { PATHS } from '../addresses.ts'
import { DisposalsPage } from './disposals-page.tsx'

addArea('keeping', { en: keeping })

export interface KeepingPagesProps {
  /** In place of a page that there is not. */
  otherwise: ReactNode
}

export const KeepingPages = ({ otherwise }: KeepingPagesProps) => (
  <Switch>
    <Route path={PATHS.keeping}>
      <DisposalsPage />
    </Route>
    <Route>{otherwise}</Route>
  </Switch>
)
