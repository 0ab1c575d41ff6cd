/** The pages of devices, as one chunk: each alone would make the way to Today longer by its name. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { PATHS } from '../addresses.ts'
import { DevicesPage } from './devices-page.tsx'
import { ThisDevicePage, type ThisDevicePageProps } from './this-device-page.tsx'

export interface DevicePagesProps extends ThisDevicePageProps {
  /** For an address that is no page's. */
  otherwise: ReactNode
}

export const DevicePages = ({ otherwise, weakPin }: DevicePagesProps) => (
  <Switch>
    <Route path={PATHS.devices}>
      <DevicesPage />
    </Route>
    <Route path={PATHS.thisDevice}>
      <ThisDevicePage weakPin={weakPin} />
    </Route>
    <Route>{otherwise}</Route>
  </Switch>
)
