/** Opens the pages about people on a device in memory, as the app's routes do. */
import { Route } from 'wouter'
import { PostId } from '../../../src/domain/ids.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { AddPersonPage } from '../../../src/features/people/add-person-page.tsx'
import { ChangePostPage } from '../../../src/features/people/change-post-page.tsx'
import { FilePage } from '../../../src/features/people/file-page.tsx'
import { PeoplePage } from '../../../src/features/people/people-page.tsx'
import { PersonPage } from '../../../src/features/people/person-page.tsx'
import { WhyPage } from '../../../src/features/people/why-page.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { showAmong, type Shown } from '../show.tsx'

const ROUTES = (
  <>
    <Route path={PATHS.people}>
      <PeoplePage />
    </Route>
    <Route path={PATHS.addPerson}>
      <AddPersonPage />
    </Route>
    <Route path={PATHS.person}>{({ postId }) => <PersonPage postId={PostId.parse(postId)} />}</Route>
    <Route path={PATHS.file}>{({ postId }) => <FilePage postId={PostId.parse(postId)} />}</Route>
    <Route path={PATHS.why}>{({ postId, track }) => <WhyPage postId={PostId.parse(postId)} track={track} />}</Route>
    <Route path={PATHS.changePost}>{({ postId }) => <ChangePostPage postId={PostId.parse(postId)} />}</Route>
  </>
)

export const show = (device: Device, href: string): Promise<Shown> => showAmong(device, href, ROUTES)
