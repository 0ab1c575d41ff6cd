/** Opens the pages of an observation on a device in memory, as the app's routes do, and counts taps. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { RouterLink } from '../../../src/app/router-link.tsx'
import { PostId, RecordId } from '../../../src/domain/ids.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { ObservationPage } from '../../../src/features/observations/observation-page.tsx'
import { PlanObservationPage } from '../../../src/features/observations/plan-observation-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { DeviceProvider } from '../../../src/queries/use-device.tsx'
import { LinkProvider } from '../../../src/ui/link.tsx'
import { render, type Rendered } from '../../render.tsx'

export interface Shown extends Rendered {
  readonly where: () => string
  readonly go: (href: string) => Promise<void>
  /** A tap on a button, link, radio or into a box, found by role and name; typing is not a tap. */
  readonly tap: (element: HTMLElement) => Promise<void>
  readonly taps: () => number
}

export const show = async (device: Device, href: string): Promise<Shown> => {
  const { hook, history, navigate } = memoryLocation({ path: href, record: true })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const rendered = render(
    <QueryClientProvider client={client}>
      <DeviceProvider device={device}>
        <Router hook={hook}>
          <LinkProvider link={RouterLink}>
            <main>
              <Switch>
                <Route path={PATHS.planObservation}>{({ postId }) => <PlanObservationPage postId={PostId.parse(postId)} />}</Route>
                <Route path={PATHS.observation}>
                  {({ recordId }) => <ObservationPage key={recordId} recordId={RecordId.parse(recordId)} />}
                </Route>
                <Route>
                  <h1>Elsewhere</h1>
                </Route>
              </Switch>
            </main>
          </LinkProvider>
        </Router>
      </DeviceProvider>
    </QueryClientProvider>,
  )
  let taps = 0
  await screen.findByRole('heading', { level: 1 })
  return Object.assign(rendered, {
    where: () => history.at(-1) ?? '',
    go: async (to: string) => {
      act(() => navigate(to))
      await screen.findByRole('heading', { level: 1 })
    },
    tap: async (element: HTMLElement) => {
      taps += 1
      await rendered.user.click(element)
    },
    taps: () => taps,
  })
}

export const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
export const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
export const link = (name: string | RegExp): HTMLElement => screen.getByRole('link', { name })
export const group = (name: string | RegExp): HTMLElement => screen.getByRole('group', { name })
