/** Where the browser begins: the app, with this browser's vaults, clock and service worker. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { registerSW } from 'virtual:pwa-register'
// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has nothing to assign
import '../ui/styles/main.scss'
// oxlint-disable-next-line import/no-unassigned-import -- as above
import './screens.scss'
import { createWords } from '../words/words.ts'
import { App } from './app.tsx'
import { browserInstallation } from './browser-installation.ts'
import { browserWorld } from './device-browser.ts'
import { gateOf } from './gate.ts'
import { pageChunk } from './page-chunk.tsx'
import { updatesOf } from './updates.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has a #root')

const world = browserWorld()
const installation = browserInstallation()
const updates = updatesOf({
  register: registerSW,
  supported: import.meta.env.PROD && 'serviceWorker' in navigator,
  reload: () => window.location.reload(),
  every: (milliseconds, run) => {
    setInterval(() => {
      run().catch(() => undefined)
    }, milliseconds)
  },
})

createRoot(root).render(
  <StrictMode>
    <App
      words={createWords('en')}
      gate={gateOf(world)}
      updates={updates}
      installation={installation}
      More={pageChunk(async () => (await import('./door-steps.tsx')).doorSteps(world))}
    />
  </StrictMode>,
)
