/** Renders a page inside an unlocked device, as the app does. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { type ReactNode } from 'react'
import { type Device } from '../../src/queries/device.ts'
import { DeviceProvider } from '../../src/queries/use-device.tsx'
import { render, type Rendered } from '../render.tsx'

/** What is read, in one line. */
export const textOf = (element: Element | null): string => element?.textContent.replaceAll(/\s+/g, ' ').trim() ?? ''

export const hrefOf = (element: Element): string | null => element.getAttribute('href')

/** Waits for the page's heading: the device is read asynchronously. */
export const renderInside = async (page: ReactNode, device: Device): Promise<Rendered> => {
  const client = new QueryClient()
  const rendered = render(page, {
    wrap: (children) => (
      <QueryClientProvider client={client}>
        <DeviceProvider device={device}>
          <main>{children}</main>
        </DeviceProvider>
      </QueryClientProvider>
    ),
  })
  await screen.findByRole('heading', { level: 1 })
  return rendered
}

/** A device whose records can't be read until `mended`. */
export const unreadable = (device: Device): { readonly device: Device; readonly mend: () => void } => {
  let broken = true
  return {
    device: { ...device, snapshot: () => (broken ? Promise.reject(new Error('closed')) : device.snapshot()) },
    mend: () => {
      broken = false
    },
  }
}
