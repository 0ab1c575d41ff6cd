/**
 * Every page but Today, and its address. Got once the app has started and kept from then on, since Today alone is there from
 * the start; each of these pages is a chunk of its own again.
 */
import { type ReactNode, useEffect, useState } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { PersonId, PostId, RecordId, SettingId } from '../domain/ids.ts'
import { PATHS } from '../features/addresses.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { pageChunk } from './page-chunk.tsx'
import { type AppServices } from './services.ts'

const PeoplePage = pageChunk(async () => (await import('../features/people/people-page.tsx')).PeoplePage)
const PersonPage = pageChunk(async () => (await import('../features/people/person-page.tsx')).PersonPage)
const FilePage = pageChunk(async () => (await import('../features/people/file-page.tsx')).FilePage)
const AddPersonPage = pageChunk(async () => (await import('../features/people/add-person-page.tsx')).AddPersonPage)
const ChangePostPage = pageChunk(async () => (await import('../features/people/change-post-page.tsx')).ChangePostPage)
const WhyPage = pageChunk(async () => (await import('../features/people/why-page.tsx')).WhyPage)
const StartSessionPage = pageChunk(
  async () => (await import('../features/sessions/start-session-page.tsx')).StartSessionPage,
)
const PlanSessionPage = pageChunk(
  async () => (await import('../features/sessions/plan-session-page.tsx')).PlanSessionPage,
)
const PreparePage = pageChunk(async () => (await import('../features/sessions/prepare-page.tsx')).PreparePage)
const MovePage = pageChunk(async () => (await import('../features/sessions/move-page.tsx')).MovePage)
const SessionPage = pageChunk(async () => (await import('../features/sessions/session-page.tsx')).SessionPage)
const CheckPage = pageChunk(async () => (await import('../features/sessions/check-page.tsx')).CheckPage)
const ReadPage = pageChunk(async () => (await import('../features/sessions/read-page.tsx')).ReadPage)
const CalendarPage = pageChunk(async () => (await import('../features/calendar/calendar-page.tsx')).CalendarPage)
const DrawUpPage = pageChunk(async () => (await import('../features/agreements/draw-up-page.tsx')).DrawUpPage)
const AgreementPage = pageChunk(async () => (await import('../features/agreements/agreement-page.tsx')).AgreementPage)
const PlanObservationPage = pageChunk(
  async () => (await import('../features/observations/plan-observation-page.tsx')).PlanObservationPage,
)
const ObservationPage = pageChunk(
  async () => (await import('../features/observations/observation-page.tsx')).ObservationPage,
)
const ShiftsPage = pageChunk(async () => (await import('../features/shifts/shifts-page.tsx')).ShiftsPage)
const LogShiftPage = pageChunk(async () => (await import('../features/shifts/log-shift-page.tsx')).LogShiftPage)
const ReferralPage = pageChunk(async () => (await import('../features/sessions/referral-page.tsx')).ReferralPage)
const PolicyPages = pageChunk(async () => (await import('../features/policies/policy-pages.tsx')).PolicyPages)
const OversightPage = pageChunk(async () => (await import('../features/readings/oversight-page.tsx')).OversightPage)
const ReadRecordPage = pageChunk(async () => (await import('../features/readings/read-record-page.tsx')).ReadRecordPage)
const AccessLogPage = pageChunk(async () => (await import('../features/readings/access-log-page.tsx')).AccessLogPage)
const KeepingPages = pageChunk(async () => (await import('../features/keeping/keeping-pages.tsx')).KeepingPages)
const CasesPage = pageChunk(async () => (await import('../features/cases/cases-page.tsx')).CasesPage)
const InspectionPages = pageChunk(async () => (await import('../features/inspection/inspection-pages.tsx')).InspectionPages)
const SyncPage = pageChunk(async () => (await import('../features/sync/sync-page.tsx')).SyncPage)
const VersionsPage = pageChunk(async () => (await import('../features/sync/versions-page.tsx')).VersionsPage)
const AccountPage = pageChunk(async () => (await import('../features/accounts/own-account-page.tsx')).OwnAccountPage)
const AccountPages = pageChunk(async () => (await import('../features/accounts/account-pages.tsx')).AccountPages)
const DevicePages = pageChunk(async () => {
  const [{ DevicePages: Pages }, { weakPin }] = await Promise.all([import('../features/devices/device-pages.tsx'), import('./device-enrol.ts')])
  return ({ otherwise }: { otherwise: ReactNode }) => <Pages weakPin={weakPin} otherwise={otherwise} />
})
const SecurityPage = pageChunk(async () => {
  const [{ SecurityPage: Page }, { makePasskey }] = await Promise.all([import('../features/security/security-page.tsx'), import('./passkeys.ts')])
  return () => <Page makePasskey={makePasskey} />
})

export interface PagesProps {
  services: AppServices
}

const Person = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <PersonPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const File = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <FilePage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const ChangePost = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <ChangePostPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const Why = ({ postId, track }: { postId: string; track: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <WhyPage key={`${post.data} ${track}`} postId={post.data} track={track} /> : <NotFoundPage />
}

const Start = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <StartSessionPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const LogShift = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <LogShiftPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const PlanSession = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <PlanSessionPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const Prepare = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <PreparePage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Move = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <MovePage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Referral = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <ReferralPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const ReadAnothers = ({ settingId, recordId }: { settingId: string; recordId: string }) => {
  const setting = SettingId.safeParse(settingId)
  const record = RecordId.safeParse(recordId)
  return setting.success && record.success ? (
    <ReadRecordPage key={record.data} settingId={setting.data} recordId={record.data} />
  ) : (
    <NotFoundPage />
  )
}

const AccessLog = ({ personId }: { personId: string }) => {
  const person = PersonId.safeParse(personId)
  return person.success ? <AccessLogPage key={person.data} person={person.data} /> : <NotFoundPage />
}

const Session = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <SessionPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const DrawUp = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <DrawUpPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const PlanObservation = ({ postId }: { postId: string }) => {
  const post = PostId.safeParse(postId)
  return post.success ? <PlanObservationPage key={post.data} postId={post.data} /> : <NotFoundPage />
}

const Observation = ({ recordId, services }: PagesProps & { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <ObservationWithCarried key={record.data} recordId={record.data} services={services} /> : <NotFoundPage />
}

const Agreement = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <AgreementPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Check = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <CheckPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

/** Words carried to a record are offered once: leaving the page drops them, so that they are not added twice. */
const useCarried = (recordId: RecordId, { carried }: AppServices): string | undefined => {
  const [text] = useState(() => carried.textFor(recordId))
  useEffect(() => carried.drop, [carried])
  return text
}

const ReadWithCarried = ({ recordId, services }: PagesProps & { recordId: RecordId }) => (
  <ReadPage recordId={recordId} addendum={useCarried(recordId, services)} />
)

const ObservationWithCarried = ({ recordId, services }: PagesProps & { recordId: RecordId }) => (
  <ObservationPage recordId={recordId} addendum={useCarried(recordId, services)} />
)

const Read = ({ recordId, services }: PagesProps & { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <ReadWithCarried key={record.data} recordId={record.data} services={services} /> : <NotFoundPage />
}

const Versions = ({ recordId }: { recordId: string }) => {
  const record = RecordId.safeParse(recordId)
  return record.success ? <VersionsPage key={record.data} recordId={record.data} /> : <NotFoundPage />
}

const Sync = ({ services: { carried } }: PagesProps) => {
  const [, navigate] = useLocation()
  const rewrite = (recordId: RecordId, text: string, href: string) => {
    carried.carry(recordId, text)
    navigate(href)
  }
  return <SyncPage onRewrite={rewrite} />
}

/** The page of an address, but for Today's. */
export const Pages = ({ services }: PagesProps) => (
  <Switch>
    <Route path={PATHS.people}>
      <PeoplePage />
    </Route>
    <Route path={PATHS.addPerson}>
      <AddPersonPage />
    </Route>
    <Route path={PATHS.person}>{({ postId }) => <Person postId={postId} />}</Route>
    <Route path={PATHS.file}>{({ postId }) => <File postId={postId} />}</Route>
    <Route path={PATHS.changePost}>{({ postId }) => <ChangePost postId={postId} />}</Route>
    <Route path={PATHS.why}>{({ postId, track }) => <Why postId={postId} track={track} />}</Route>
    <Route path={PATHS.start}>{({ postId }) => <Start postId={postId} />}</Route>
    <Route path={PATHS.planSession}>{({ postId }) => <PlanSession postId={postId} />}</Route>
    <Route path={PATHS.prepare}>{({ recordId }) => <Prepare recordId={recordId} />}</Route>
    <Route path={PATHS.move}>{({ recordId }) => <Move recordId={recordId} />}</Route>
    <Route path={PATHS.session}>{({ recordId }) => <Session recordId={recordId} />}</Route>
    <Route path={PATHS.check}>{({ recordId }) => <Check recordId={recordId} />}</Route>
    <Route path={PATHS.read}>{({ recordId }) => <Read recordId={recordId} services={services} />}</Route>
    <Route path={PATHS.calendar}>
      <CalendarPage />
    </Route>
    <Route path={PATHS.drawUp}>{({ postId }) => <DrawUp postId={postId} />}</Route>
    <Route path={PATHS.planObservation}>{({ postId }) => <PlanObservation postId={postId} />}</Route>
    <Route path={PATHS.observation}>{({ recordId }) => <Observation recordId={recordId} services={services} />}</Route>
    <Route path={PATHS.agreement}>{({ recordId }) => <Agreement recordId={recordId} />}</Route>
    <Route path={PATHS.shifts}>
      <ShiftsPage />
    </Route>
    <Route path={PATHS.logShift}>{({ postId }) => <LogShift postId={postId} />}</Route>
    <Route path={PATHS.referral}>{({ recordId }) => <Referral recordId={recordId} />}</Route>
    <Route path={`${PATHS.policies}/*?`}>
      <PolicyPages otherwise={<NotFoundPage />} />
    </Route>
    <Route path={PATHS.oversight}>
      <OversightPage />
    </Route>
    <Route path={PATHS.readRecord}>{(ids) => <ReadAnothers {...ids} />}</Route>
    <Route path={PATHS.accessLog}>
      <AccessLogPage person={null} />
    </Route>
    <Route path={PATHS.accessLogOf}>{({ personId }) => <AccessLog personId={personId} />}</Route>
    <Route path={`${PATHS.keeping}/*?`}>
      <KeepingPages otherwise={<NotFoundPage />} />
    </Route>
    <Route path={PATHS.cases}>
      <CasesPage />
    </Route>
    <Route path={`${PATHS.inspections}/*?`}>
      <InspectionPages onShow={services.showPack} otherwise={<NotFoundPage />} />
    </Route>
    <Route path={PATHS.sync}>
      <Sync services={services} />
    </Route>
    <Route path={PATHS.versions}>{({ recordId }) => <Versions recordId={recordId} />}</Route>
    <Route path={PATHS.security}>
      <SecurityPage />
    </Route>
    <Route path={`${PATHS.devices}/*?`}>
      <DevicePages otherwise={<NotFoundPage />} />
    </Route>
    <Route path={PATHS.account}>
      <AccountPage />
    </Route>
    <Route path={`${PATHS.account}/*`}>
      <AccountPages otherwise={<NotFoundPage />} />
    </Route>
    <Route>
      <NotFoundPage />
    </Route>
  </Switch>
)
