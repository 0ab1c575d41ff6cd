/** Where the browser begins: the app, with this browser's vaults, clock and service worker. */
import { type ComponentType, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has nothing to assign
import '../ui/styles/main.scss'
// oxlint-disable-next-line import/no-unassigned-import -- as above
import './screens.scss'
import { INSPECTION_LINK, SIGN_LINK } from '../features/addresses.ts'
import { WordsProvider } from '../ui/words-provider.tsx'
import { createWords } from '../words/words.ts'
import { App } from './app.tsx'
import { LastBoundary } from './broken-page.tsx'
import { browserInstallation } from './browser-installation.ts'
import { browserWorld } from './device-browser.ts'
import { type DeviceWorld } from './device-world.ts'
import { gateOf } from './gate.ts'
import { keepsNothing, windowFacts } from './keeps-nothing.ts'
import { pageChunk } from './page-chunk.tsx'
import { registerWorker } from './register-worker.ts'
import { updateTries } from './update-tries.ts'
import { updatesOf } from './updates.ts'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has a #root')

// Before anything is waited for: the browser may offer to install at once, and does so once.
const installation = browserInstallation()
/** Pages that are no part of the app: nothing is kept on the device of who opens one, and nobody's device is opened. */
const OUTSIDE: Readonly<Record<string, ComponentType<{ ports: DeviceWorld }>>> = {
  [INSPECTION_LINK]: pageChunk(async () => (await import('./inspection-screens.tsx')).InspectionLink),
  [SIGN_LINK]: pageChunk(async () => (await import('./guest.tsx')).SignLink),
}

/** The app for those who work here: it is kept on the device, and looks for newer versions of itself. */
const appOf = (world: DeviceWorld) => (
  <App
    words={createWords('en')}
    gate={gateOf(world)}
    updates={updatesOf({
      register: registerWorker,
      supported: import.meta.env.PROD && 'serviceWorker' in navigator,
      reload: () => window.location.reload(),
      every: (milliseconds, run) => {
        setInterval(() => {
          run().catch(() => undefined)
        }, milliseconds)
      },
      after: (milliseconds, run) => setTimeout(run, milliseconds),
      tries: updateTries,
    })}
    installation={installation}
    Invitation={pageChunk(async () => (await import('./invitation.tsx')).invitationPage(world))}
    More={pageChunk(async () => (await import('./door-steps.tsx')).doorSteps(world))}
  />
)

// Not awaited by the module itself: what it imports meanwhile imports it in turn, and each would wait for the other.
const begin = async (): Promise<void> => {
  const why = keepsNothing(await windowFacts())
  const world = browserWorld(why && { why, storage: (await import('../store/memory.ts')).memoryStorage({ readOnly: true }) })
  const Outside = OUTSIDE[window.location.pathname]
  createRoot(root).render(
    <StrictMode>
      {Outside ? (
        <WordsProvider words={createWords('en')}>
          <LastBoundary>
            <Suspense>
              <Outside ports={world} />
            </Suspense>
          </LastBoundary>
        </WordsProvider>
      ) : (
        appOf(world)
      )}
    </StrictMode>,
  )
}
begin().catch(reportError)
