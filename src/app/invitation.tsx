/** The page behind a link, over the service and the vaults of this browser: a chunk of its own, for who has no account yet. */
import { type ComponentType } from 'react'
import { normalUsername } from '../domain/password.ts'
import { type Invitations, type LinkProblem } from '../features/account/invitation.ts'
import { InvitationPage, type InvitationPageProps } from '../features/account/invitation-page.tsx'
import { type Answer } from '../outbox/read-answer.ts'
import { request } from '../outbox/request.ts'
import { InvitationFound, InvitationTaken } from '../protocol/invitations.ts'
import { deviceIdOf } from './device.ts'
import { goOn, signIn } from './device-enter.ts'
import { type DeviceWorld } from './device-world.ts'
import { answerOf, seconds } from './gate.ts'

export type InvitationChunk = ComponentType<Omit<InvitationPageProps, 'invitations'>>

type Unanswered = Exclude<Answer<never>, { kind: 'answered' }>

const TOO_MANY = 429

/** A token that is cut short is refused as a body that can’t be: to who has it, it is a link of no use. */
const problemOf = (answer: Unanswered): LinkProblem => {
  if (answer.kind === 'offline') return { kind: 'offline' }
  if (answer.code === 'invitation-unknown' || answer.code === 'body-invalid') return { kind: 'unknown' }
  if (answer.status === TOO_MANY) return { kind: 'throttled', seconds: seconds(answer.retryAfterMs) }
  return { kind: 'server-trouble' }
}

const invitationsOf = (world: DeviceWorld): Invitations => ({
  look: async (token) => {
    const answer = await request(world, { path: '/api/invitations/look', body: { token }, principal: null }, InvitationFound)
    return answer.kind === 'answered' ? { kind: 'found', invited: answer.value } : problemOf(answer)
  },
  take: async (token, { again }, username, password) => {
    const deviceId = await deviceIdOf(world).catch(() => null)
    const body = { token, username: again ? null : normalUsername(username), password, ...(deviceId === null ? {} : { deviceId }) }
    const answer = await request(world, { path: '/api/invitations/take', body, principal: null }, InvitationTaken)
    if (answer.kind === 'answered') {
      const { signedIn } = answer.value
      // Where there is a second factor the link only set the password: they sign in with it, as ever.
      const opened = signedIn ? await goOn(world, signedIn, username, password) : await signIn(world, username, password)
      return { kind: 'chosen', answer: answerOf(opened, username, password) }
    }
    if (answer.kind === 'refused' && (answer.code === 'username-taken' || answer.code === 'password-weak')) return { kind: answer.code }
    return problemOf(answer)
  },
})

export const invitationPage = (world: DeviceWorld): InvitationChunk => {
  const invitations = invitationsOf(world)
  return (props) => <InvitationPage {...props} invitations={invitations} />
}
