/** Opens the pages of a session on a device in memory, as the app's routes do, and counts taps. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouterContextProvider,
  RouterProvider,
} from '@tanstack/react-router'
import { screen } from '@testing-library/react'
import { type ReactNode } from 'react'
import { RouterLink } from '../../../src/app/router-link.tsx'
import { PostId, RecordId } from '../../../src/domain/ids.ts'
import { CheckPage } from '../../../src/features/sessions/check-page.tsx'
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
  readonly go: (href: string) => Promise<void>
  /** A tap on a button, link, radio or into a box, found by role and name; typing is not a tap. */
  readonly tap: (element: HTMLElement) => Promise<void>
  readonly taps: () => number
}

const routerAt = (href: string, addendum: string | undefined) => {
  const root = createRootRoute({
    component: () => (
      <LinkProvider link={RouterLink}>
        <main>
          <Outlet />
        </main>
      </LinkProvider>
    ),
  })
  const route = (path: string, page: (id: string) => ReactNode) => {
    const made = createRoute({
      getParentRoute: () => root,
      path,
      component: () => page(Object.values<string>(made.useParams())[0] ?? ''),
    })
    return made
  }
  const routeTree = root.addChildren([
    route('/', () => <h1>Today</h1>),
    route('/sessions/new/$postId', (id) => <StartSessionPage postId={PostId.parse(id)} />),
    route('/sessions/$recordId', (id) => <SessionPage key={id} recordId={RecordId.parse(id)} />),
    route('/sessions/$recordId/check', (id) => <CheckPage key={id} recordId={RecordId.parse(id)} />),
    route('/sessions/$recordId/read', (id) => <ReadPage key={id} recordId={RecordId.parse(id)} addendum={addendum} />),
  ])
  return createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [href] }) })
}

// jsdom has no scrolling; the router asks for it.
window.scrollTo = () => undefined

export const show = async (device: Device, href: string, addendum?: string): Promise<Shown> => {
  const router = routerAt(href, addendum)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  // The compiler knows the app's own router; this one has the same addresses.
  const given = router as unknown as Parameters<typeof RouterContextProvider>[0]['router']
  const rendered = render(
    <QueryClientProvider client={client}>
      <DeviceProvider device={device}>
        <RouterProvider router={given} />
      </DeviceProvider>
    </QueryClientProvider>,
  )
  let taps = 0
  await screen.findByRole('heading', { level: 1 })
  return Object.assign(rendered, {
    where: () => router.state.location.href,
    go: async (to: string) => {
      await router.navigate({ href: to })
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
