/** Where the pages are shown: Today, which is there from the start, and all the others. */
import { Suspense } from 'react'
import { Router } from 'wouter'
import { PATHS } from '../features/addresses.ts'
import { TodayPage } from '../features/today/today-page.tsx'
import { LinkProvider } from '../ui/link.tsx'
import { Loading } from '../ui/loading.tsx'
import { Boundary, BrokenPage } from './broken-page.tsx'
import { Frame } from './frame.tsx'
import { pageChunk } from './page-chunk.tsx'
import { goTo, usePlace } from './place.ts'
import { RouterLink } from './router-link.tsx'
import { type AppServices } from './services.ts'
import { useScroll } from './use-scroll.ts'

const Pages = pageChunk(async () => (await import('./pages.tsx')).Pages)

/** Gets the way to every other page. Called early: it must be here before a connection goes. */
export const preloadPages = (): void => Pages.preload()

/** The page of the browser's address, in its frame. */
export const Routes = ({ services }: { services: AppServices }) => {
  const { place, hook, late } = usePlace()
  useScroll(place)
  return (
    <Router hook={hook} aroundNav={goTo}>
      <LinkProvider link={RouterLink}>
        <Frame services={services}>
          <Boundary at={place} broken={BrokenPage}>
            <Suspense fallback={<Loading />}>{late ? <Loading /> : place.path === PATHS.today ? <TodayPage /> : <Pages services={services} />}</Suspense>
          </Boundary>
        </Frame>
      </LinkProvider>
    </Router>
  )
}
