/** Opens the pages of Policy on a device in memory, as the app's routes do. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { RouterLink } from '../../../src/app/router-link.tsx'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type SettingState } from '../../../src/domain/records/record.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { PolicyPages } from '../../../src/features/policies/policy-pages.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { DeviceProvider } from '../../../src/queries/use-device.tsx'
import { LinkProvider } from '../../../src/ui/link.tsx'
import { like, seftonAsking, walesAsking } from '../../domain/policy/own.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice, type MemoryService } from '../../memory-device.ts'
import { render, type Rendered } from '../../render.tsx'

export interface Shown extends Rendered {
  readonly where: () => string
}

export const PACKS: readonly PolicyPack[] = [walesAsking, like('havering', { settings: [], ambiguities: [] }), like('wokingham', { settings: [] })]

/** Dana manages Larkfield House and administers the service. */
export const administrator = (more: MemoryService = {}): MemoryDevice => memoryDevice(DANA, undefined, [], seftonAsking, { administrator: DANA, packs: PACKS, ...more })

export const homeOf = async (device: Device): Promise<SettingState> => {
  const home = (await device.snapshot()).settings.get(HOME)
  if (!home) throw new Error('the home is on this device')
  return home
}

/** Waits until the device is read; a page of another feature shows its path as one. */
export const show = async (device: Device, href: string): Promise<Shown> => {
  const [path = '', search = ''] = href.split('?')
  const { hook, searchHook, history } = memoryLocation({ path, searchPath: search, record: true })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const rendered = render(
    <QueryClientProvider client={client}>
      <DeviceProvider device={device}>
        <Router hook={hook} searchHook={searchHook}>
          <LinkProvider link={RouterLink}>
            <main>
              <Switch>
                <Route path={`${PATHS.policies}/*?`}>
                  <PolicyPages otherwise={<h1>No such page</h1>} />
                </Route>
                <Route path="*">{(found) => <h1>{`/${found['*'] ?? ''}`}</h1>}</Route>
              </Switch>
            </main>
          </LinkProvider>
        </Router>
      </DeviceProvider>
    </QueryClientProvider>,
  )
  await screen.findByRole('heading', { level: 1 })
  await waitFor(() => expect(screen.queryByText('Loading…')).toBeNull(), { timeout: 15_000 })
  return Object.assign(rendered, { where: () => history.at(-1) ?? '' })
}

/** Types a day into three boxes. */
export const typeDay = async ({ user }: Rendered, fieldset: HTMLElement, day: string): Promise<void> => {
  const [year = '', month = '', date = ''] = day.split('-')
  const boxes = [...fieldset.querySelectorAll('input')]
  for (const [index, text] of [date, month, year].entries()) {
    const box = boxes[index]
    if (!box) throw new Error('a date has three boxes')
    await user.clear(box)
    await user.type(box, String(Number(text)))
  }
}
