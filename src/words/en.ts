/** The English catalogue: every area, one flat object. English is the source: its ids are the ids (`MessageId`). */
import { account } from './en/account.ts'
import { accounts } from './en/accounts.ts'
import { agreements } from './en/agreements.ts'
import { app } from './en/app.ts'
import { calendar } from './en/calendar.ts'
import { common } from './en/common.ts'
import { devices } from './en/devices.ts'
import { door } from './en/door.ts'
import { enrolment } from './en/enrolment.ts'
import { errors } from './en/errors.ts'
import { forms } from './en/forms.ts'
import { guard } from './en/guard.ts'
import { guest } from './en/guest.ts'
import { handOver } from './en/hand-over.ts'
import { inspection } from './en/inspection.ts'
import { install } from './en/install.ts'
import { keeping } from './en/keeping.ts'
import { lease } from './en/lease.ts'
import { observations } from './en/observations.ts'
import { own } from './en/own.ts'
import { people } from './en/people.ts'
import { planning } from './en/planning.ts'
import { policies } from './en/policies.ts'
import { policy } from './en/policy.ts'
import { posts } from './en/posts.ts'
import { readings } from './en/readings.ts'
import { ready } from './en/ready.ts'
import { records } from './en/records.ts'
import { recovered } from './en/recovered.ts'
import { responses } from './en/responses.ts'
import { security } from './en/security.ts'
import { sessions } from './en/sessions.ts'
import { shifts } from './en/shifts.ts'
import { sign } from './en/sign.ts'
import { storage } from './en/storage.ts'
import { sync } from './en/sync.ts'
import { today } from './en/today.ts'
import { verify } from './en/verify.ts'
import { versions } from './en/versions.ts'
import { why } from './en/why.ts'
import type { Catalogue, Language } from './words.ts'

/** Each area by its name. A new area needs a line here and one in `en`; the test fails if either is forgotten. */
export const areas = { account, accounts, agreements, app, calendar, common, devices, door, enrolment, errors, forms, guard, guest, handOver, inspection, install, keeping, lease, observations, own, people, planning, policies, policy, posts, readings, ready, records, recovered, responses, security, sessions, shifts, sign, storage, sync, today, verify, versions, why }

export const en = {
  ...account,
  ...accounts,
  ...agreements,
  ...app,
  ...calendar,
  ...common,
  ...devices,
  ...door,
  ...enrolment,
  ...errors,
  ...forms,
  ...guard,
  ...guest,
  ...handOver,
  ...inspection,
  ...install,
  ...keeping,
  ...lease,
  ...observations,
  ...own,
  ...people,
  ...planning,
  ...policies,
  ...policy,
  ...posts,
  ...readings,
  ...ready,
  ...records,
  ...responses,
  ...security,
  ...sessions,
  ...shifts,
  ...sign,
  ...storage,
  ...recovered,
  ...sync,
  ...today,
  ...verify,
  ...versions,
  ...why,
} as const

export type English = typeof en

/** The whole of each language, for tests: the app has them area by area. */
export const catalogues = { en } satisfies Record<Language, Catalogue>
