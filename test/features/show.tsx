/** Opens pages on a device in memory, as the app's routes do. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen, waitFor } from '@testing-library/react'
import { type ReactNode } from 'react'
import { expect } from 'vitest'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { RouterLink } from '../../src/app/router-link.tsx'
import { type Device } from '../../src/queries/device.ts'
import { DeviceProvider } from '../../src/queries/use-device.tsx'
import { LinkProvider } from '../../src/ui/link.tsx'
import { render, type Rendered } from '../render.tsx'

export interface Shown extends Rendered {
  readonly where: () => string
}

/** Waits until the device is read; a page of another feature than that of `routes` shows its path as one. */
export const showAmong = async (device: Device, href: string, routes: ReactNode): Promise<Shown> => {
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
                {routes}
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
