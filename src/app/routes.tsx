/** Every page and its address. Each page is a chunk of its own, got when it is first wanted. */
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  useNavigate,
} from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { PostId, RecordId } from '../domain/ids.ts'
import { LinkProvider } from '../ui/link.tsx'
import { Loading } from '../ui/loading.tsx'
import { BrokenPage, NotFoundPage } from './broken-page.tsx'
import { Frame } from './frame.tsx'
import { RouterLink } from './router-link.tsx'
import { type AppServices } from './services.ts'

const PersonPage = lazy(async () => ({ default: (await import('../features/people/person-page.tsx')).PersonPage }))
const SyncPage = lazy(async () => ({ default: (await import('../features/sync/sync-page.tsx')).SyncPage }))
const StartSessionPage = lazy(async () => ({
  default: (await import('../features/sessions/start-session-page.tsx')).StartSessionPage,
}))
const SessionPage = lazy(async () => ({ default: (await import('../features/sessions/session-page.tsx')).SessionPage }))
const CheckPage = lazy(async () => ({ default: (await import('../features/sessions/check-page.tsx')).CheckPage }))
const ReadPage = lazy(async () => ({ default: (await import('../features/sessions/read-page.tsx')).ReadPage }))

const todayPage = () => import('../features/today/today-page.tsx')
/** Gets Today's chunk while the person types their password. */
export const preloadToday = (): void => {
  todayPage().catch(() => undefined)
}

const Root = () => (
  <LinkProvider link={RouterLink}>
    <Frame services={root.useRouteContext()}>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Frame>
  </LinkProvider>
)

const Person = () => {
  const post = PostId.safeParse(person.useParams().postId)
  return post.success ? <PersonPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const Start = () => {
  const post = PostId.safeParse(start.useParams().postId)
  return post.success ? <StartSessionPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const Session = () => {
  const record = RecordId.safeParse(session.useParams().recordId)
  return record.success ? <SessionPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Check = () => {
  const record = RecordId.safeParse(check.useParams().recordId)
  return record.success ? <CheckPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

/** Words carried here are offered once: leaving the page drops them, so that they are not added twice. */
const ReadWithCarried = ({ recordId }: { recordId: RecordId }) => {
  const { carried } = read.useRouteContext()
  const [addendum] = useState(() => carried.textFor(recordId))
  useEffect(() => carried.drop, [carried])
  return <ReadPage recordId={recordId} addendum={addendum} />
}

const Read = () => {
  const record = RecordId.safeParse(read.useParams().recordId)
  return record.success ? <ReadWithCarried key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Sync = () => {
  const { carried } = sync.useRouteContext()
  const navigate = useNavigate()
  const rewrite = async (recordId: RecordId, text: string) => {
    carried.carry(recordId, text)
    await navigate({ to: '/sessions/$recordId/read', params: { recordId } })
  }
  return <SyncPage onRewrite={rewrite} />
}

const root = createRootRouteWithContext<AppServices>()({ component: Root, notFoundComponent: NotFoundPage })
const getParentRoute = () => root

const today = createRoute({ getParentRoute, path: '/', component: lazyRouteComponent(todayPage, 'TodayPage') })
const people = createRoute({
  getParentRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('../features/people/people-page.tsx'), 'PeoplePage'),
})
const person = createRoute({ getParentRoute, path: '/people/$postId', component: Person })
const start = createRoute({ getParentRoute, path: '/sessions/new/$postId', component: Start })
const session = createRoute({ getParentRoute, path: '/sessions/$recordId', component: Session })
const check = createRoute({ getParentRoute, path: '/sessions/$recordId/check', component: Check })
const read = createRoute({ getParentRoute, path: '/sessions/$recordId/read', component: Read })
const sync = createRoute({ getParentRoute, path: '/sync', component: Sync })
const account = createRoute({
  getParentRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
})

const routeTree = root.addChildren([today, people, person, start, session, check, read, sync, account])

/** @param history a browser's own unless given; tests give one in memory */
export const createAppRouter = (context: AppServices, history?: RouterHistory) =>
  createRouter({
    routeTree,
    context,
    ...(history ? { history } : {}),
    scrollRestoration: true,
    defaultPendingMs: 300,
    defaultPendingComponent: () => <Loading />,
    defaultErrorComponent: ({ reset }) => <BrokenPage onAgain={reset} />,
    defaultNotFoundComponent: NotFoundPage,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
