/** The English catalogue: every area, one flat object. English is the source: its ids are the ids (`MessageId`). */
import { account } from './en/account.ts'
import { app } from './en/app.ts'
import { common } from './en/common.ts'
import { errors } from './en/errors.ts'
import { forms } from './en/forms.ts'
import { people } from './en/people.ts'
import { policy } from './en/policy.ts'
import { sessions } from './en/sessions.ts'
import { sign } from './en/sign.ts'
import { today } from './en/today.ts'

/** Each area by its name. A new area needs a line here and one in `en`; the test fails if either is forgotten. */
export const areas = { account, app, common, errors, forms, people, policy, sessions, sign, today }

export const en = {
  ...account,
  ...app,
  ...common,
  ...errors,
  ...forms,
  ...people,
  ...policy,
  ...sessions,
  ...sign,
  ...today,
} as const

export type English = typeof en
