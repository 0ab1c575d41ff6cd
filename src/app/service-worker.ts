/**
 * Keeps the app itself on the device: every page and part of it, so that it opens with no connection. It keeps nothing of
 * what the service answers (K2): records are in the vaults and nowhere else.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'

declare const self: ServiceWorkerGlobalScope & {
  /** Every file of the build with its revision; put in by the build. */
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0]
}

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

// Any address of the app opens the app; an address of the service is never answered from here.
const openApp = createHandlerBoundToURL('/index.html')
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  // The page that checks saved records is a page of its own.
  const others = /^\/(?:api(?:\/|$)|verify\.html$)/.test(url.pathname)
  if (request.mode !== 'navigate' || url.origin !== self.location.origin || others) return
  event.respondWith(openApp({ event, request, url }))
})

// A new version waits until the person takes it: it is offered, never forced in the middle of a session.
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  const { type } = (data ?? {}) as { readonly type?: unknown }
  if (type === 'SKIP_WAITING') self.skipWaiting().catch(() => undefined)
})

// The first time, the page that installed it is served by it at once: its later parts open offline too.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
