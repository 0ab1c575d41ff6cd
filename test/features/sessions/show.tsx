/** Opens the pages of a session on a device in memory, as the app's routes do, and counts taps. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { RouterLink } from '../../../src/app/router-link.tsx'
import { PostId, RecordId } from '../../../src/domain/ids.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { CheckPage } from '../../../src/features/sessions/check-page.tsx'
import { MovePage } from '../../../src/features/sessions/move-page.tsx'
import { PlanSessionPage } from '../../../src/features/sessions/plan-session-page.tsx'
import { PreparePage } from '../../../src/features/sessions/prepare-page.tsx'
import { ReferralPage } from '../../../src/features/sessions/referral-page.tsx'
import { ReadPage } from '../../../src/features/sessions/read-page.tsx'
import { SessionPage } from '../../../src/features/sessions/session-page.tsx'
import { StartSessionPage } from '../../../src/features/sessions/start-session-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { DeviceProvider } from '../../../src/queries/use-device.tsx'
import { LinkProvider } from '../../../src/ui/link.tsx'
import { render, type Rendered } from '../../render.tsx'

export interface Shown extends Rendered {
  /** The path and search one is at. */
  readonly where: () => string
  /** Every address one can go back to, and the one one is at. */
  readonly visited: () => readonly string[]
  readonly go: (href: string) => Promise<void>
  /** A tap on a button, link, radio or into a box, found by role and name; typing is not a tap. */
  readonly tap: (element: HTMLElement) => Promise<void>
  readonly taps: () => number
}

export const show = async (device: Device, href: string, addendum?: string): Promise<Shown> => {
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
                <Route path={PATHS.start}>{({ postId }) => <StartSessionPage postId={PostId.parse(postId)} />}</Route>
                <Route path={PATHS.referral}>{({ recordId }) => <ReferralPage recordId={RecordId.parse(recordId)} />}</Route>
                <Route path={PATHS.planSession}>{({ postId }) => <PlanSessionPage postId={PostId.parse(postId)} />}</Route>
                <Route path={PATHS.prepare}>{({ recordId }) => <PreparePage recordId={RecordId.parse(recordId)} />}</Route>
                <Route path={PATHS.move}>{({ recordId }) => <MovePage recordId={RecordId.parse(recordId)} />}</Route>
                <Route path={PATHS.session}>
                  {({ recordId }) => <SessionPage key={recordId} recordId={RecordId.parse(recordId)} />}
                </Route>
                <Route path={PATHS.check}>
                  {({ recordId }) => <CheckPage key={recordId} recordId={RecordId.parse(recordId)} />}
                </Route>
                <Route path={PATHS.read}>
                  {({ recordId }) => <ReadPage key={recordId} recordId={RecordId.parse(recordId)} addendum={addendum} />}
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
    taps: () => taps,
  })
}

export const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
export const box = (name: string | RegExp): HTMLElement => screen.getByRole('textbox', { name })
