/** The pages of Policy and their addresses: few people open them, so that the app has only the first to know. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { SettingId } from '../../domain/ids.ts'
import { PATHS } from '../addresses.ts'
import { AdoptPage } from './adopt-page.tsx'
import { OwnPolicyPage } from './own-policy-page.tsx'
import { PackPage } from './pack-page.tsx'
import { PoliciesPage } from './policies-page.tsx'
import { ReadingPage } from './reading-page.tsx'
import { SettingPage } from './setting-page.tsx'

export interface PolicyPagesProps {
  /** In place of a page that there is not. */
  otherwise: ReactNode
}

export const PolicyPages = ({ otherwise }: PolicyPagesProps) => {
  const ofSetting = (id: string, page: (settingId: SettingId) => ReactNode): ReactNode => {
    const setting = SettingId.safeParse(id)
    return setting.success ? page(setting.data) : otherwise
  }
  return (
    <Switch>
      <Route path={PATHS.policies}>
        <PoliciesPage />
      </Route>
      <Route path={PATHS.ownPolicy}>
        <OwnPolicyPage />
      </Route>
      <Route path={PATHS.policyPack}>{({ pack }) => <PackPage key={pack} pack={pack} />}</Route>
      <Route path={PATHS.policySetting}>{({ settingId }) => ofSetting(settingId, (id) => <SettingPage key={id} settingId={id} />)}</Route>
      <Route path={PATHS.adoptPolicy}>{({ settingId }) => ofSetting(settingId, (id) => <AdoptPage key={id} settingId={id} />)}</Route>
      <Route path={PATHS.changeReading}>
        {({ settingId, ambiguity }) => ofSetting(settingId, (id) => <ReadingPage key={ambiguity} settingId={id} ambiguity={ambiguity} />)}
      </Route>
      <Route>{otherwise}</Route>
    </Switch>
  )
}
