/** Opens the pages of an agreement on a device in memory, as the app's routes do, and counts taps. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { RouterLink } from '../../../src/app/router-link.tsx'
import { PostId, RecordId } from '../../../src/domain/ids.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { AgreementPage } from '../../../src/features/agreements/agreement-page.tsx'
import { DrawUpPage } from '../../../src/features/agreements/draw-up-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { DeviceProvider } from '../../../src/queries/use-device.tsx'
import { LinkProvider } from '../../../src/ui/link.tsx'
import { render, type Rendered } from '../../render.tsx'

export interface Shown extends Rendered {
  /** The path and search one is at. */
  readonly where: () => string
  readonly visited: () => readonly string[]
  readonly go: (href: string) => Promise<void>
  /** A tap on a button, link or into a box; typing is not a tap. */
  readonly tap: (element: HTMLElement) => Promise<void>
  /** A choice in a list: a tap to open it and one to choose. */
  readonly pick: (element: HTMLElement, value: string) => Promise<void>
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
                <Route path={PATHS.today}>
                  <h1>Today</h1>
                </Route>
                <Route path={PATHS.drawUp}>{({ postId }) => <DrawUpPage postId={PostId.parse(postId)} />}</Route>
                <Route path={PATHS.agreement}>
                  {({ recordId }) => <AgreementPage key={recordId} recordId={RecordId.parse(recordId)} />}
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
    visited: () => history,
    go: async (to: string) => {
      act(() => navigate(to))
      await screen.findByRole('heading', { level: 1 })
    },
    tap: async (element: HTMLElement) => {
      taps += 1
      await rendered.user.click(element)
    },
    pick: async (element: HTMLElement, value: string) => {
      taps += 2
      await rendered.user.selectOptions(element, value)
    },
    taps: () => taps,
  })
}
