/** The pages for an inspection: making a pack and the packs there are, and one pack to look through and hand over. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { InspectionId } from '../../domain/ids.ts'
import { PATHS } from '../addresses.ts'
import { type ShowPack } from './hand-over.tsx'
import { InspectionsPage } from './inspections-page.tsx'
import { ReviewPage } from './review-page.tsx'

export interface InspectionPagesProps {
  onShow: ShowPack
  /** For an address that is none of these. */
  otherwise: ReactNode
}

export const InspectionPages = ({ onShow, otherwise }: InspectionPagesProps) => (
  <Switch>
    <Route path={PATHS.inspections}>
      <InspectionsPage />
    </Route>
    <Route path={PATHS.inspectionPack}>
      {({ inspectionId }) => {
        const pack = InspectionId.safeParse(inspectionId)
        return pack.success ? <ReviewPage key={pack.data} inspectionId={pack.data} onShow={onShow} /> : otherwise
      }}
    </Route>
    <Route>{otherwise}</Route>
  </Switch>
)
