/** The pages of keeping files and their addresses: few people open them, so that the app has only the first to know. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { keeping } from '../../words/en/keeping.ts'
import { addArea } from '../../words/words.ts'
import { PATHS } from '../addresses.ts'
import { CopiesPage } from './copies-page.tsx'
import { DisposalsPage } from './disposals-page.tsx'
import { ReviewPage } from './review-page.tsx'

addArea('keeping', { en: keeping })

/** A UUID: what is none is the address of nothing. */
const isCopyId = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

export interface KeepingPagesProps {
  /** In place of a page that there is not. */
  otherwise: ReactNode
}

export const KeepingPages = ({ otherwise }: KeepingPagesProps) => (
  <Switch>
    <Route path={PATHS.keeping}>
      <DisposalsPage />
    </Route>
    <Route path={PATHS.copies}>
      <CopiesPage />
    </Route>
    <Route path={PATHS.reviewCopy}>{({ copyId }) => (isCopyId(copyId) ? <ReviewPage key={copyId} copyId={copyId} /> : otherwise)}</Route>
    <Route>{otherwise}</Route>
  </Switch>
)
