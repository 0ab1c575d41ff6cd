/** The pages of devices, as one chunk: each alone would make the way to Today longer by its name. */
import { type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { PATHS } from '../addresses.ts'
import { DevicesPage } from './devices-page.tsx'
import { ThisDevicePage } from './this-device-page.tsx'

export interface DevicePagesProps {
  /** For an address that is no page's. */
  otherwise: ReactNode
}

export const DevicePages = ({ otherwise }: DevicePagesProps) => (
  <Switch>
    <Route path={PATHS.devices}>
      <DevicesPage />
    </Route>
    <Route path={PATHS.thisDevice}>
      <ThisDevicePage />
    </Route>
    <Route>{otherwise}</Route>
  </Switch>
)
