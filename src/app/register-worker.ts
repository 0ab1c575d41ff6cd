/** Registers the service worker through workbox-window, as a script the browser may trust (A6). */
import { trustedScript } from '../vault/trusted-script.ts'
import { type Register } from './updates.ts'

/** Where the build puts it (`vite.config.ts`). */
const SERVICE_WORKER = '/service-worker.js'

export const registerWorker: Register = (on) => {
  const registering = import('workbox-window').then(async ({ Workbox }) => {
    const worker = new Workbox(trustedScript('countersign-service-worker', SERVICE_WORKER), { scope: '/' })
    worker.addEventListener('waiting', () => on.needRefresh())
    worker.addEventListener('controlling', ({ isUpdate }) => {
      if (isUpdate === true) on.needReload()
    })
    const registration = await worker.register({ immediate: true })
    if (registration) on.registered(registration)
    // Not by the worker's own events: one that a page before this began to install has none for this page.
    navigator.serviceWorker.ready.then(on.offlineReady, on.registerError)
    return worker
  })
  registering.catch(on.registerError)
  return async () => (await registering).messageSkipWaiting()
}
