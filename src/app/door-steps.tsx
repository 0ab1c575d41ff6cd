/** What there is to do at the door beside typing a password: codes, second factors, passkeys, work accounts. */
import { useEffect, useState } from 'react'
import { type MoreProps } from '../features/account/door-page.tsx'
import { CodePage } from '../features/security/code-page.tsx'
import { EnrolmentPages } from '../features/enrolment/enrolment-pages.tsx'
import { NewPinPage } from '../features/enrolment/new-pin-page.tsx'
import { PasskeyPage } from '../features/security/passkey-page.tsx'
import { SecondFactorPage } from '../features/security/second-factor-page.tsx'
import { type Problem } from '../features/security/sign-in-problem.ts'
import { WorkAnswerPage } from '../features/security/work-answer-page.tsx'
import { type DeviceId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { request } from '../outbox/request.ts'
import { Me, ServiceInfo, SignedOut, type SignInAnswer } from '../protocol/sign-in.ts'
import { securityMatters } from '../queries/security.ts'
import { Loading } from '../ui/loading.tsx'
import { askAs } from './ask.ts'
import { deviceIdOf, type OpenAnswer } from './device.ts'
import { enter, signIn } from './device-enter.ts'
import { type DeviceWorld } from './device-world.ts'
import { answerOf } from './gate.ts'
import { askWithPasskey, makePasskey } from './passkeys.ts'

const SECOND_MS = 1000

const problemOf = (refusal: { readonly code: string; readonly retryAfterMs?: number | null }): Problem => ({
  code: refusal.code,
  ...(refusal.retryAfterMs === undefined || refusal.retryAfterMs === null ? {} : { retryAfterS: Math.ceil(refusal.retryAfterMs / SECOND_MS) }),
})

type StepProps<Kind extends MoreProps['step']['kind']> = Omit<MoreProps, 'step'> & {
  world: DeviceWorld
  step: Extract<MoreProps['step'], { kind: Kind }>
}

/** Comes in, goes on to what is still to be done, or says what stood in the way. */
const settle = (answer: OpenAnswer, { onOpen, onMore }: Pick<MoreProps, 'onOpen' | 'onMore'>): Problem | null => {
  if (answer.ok) {
    onOpen(answer)
    return null
  }
  const said = answerOf(answer)
  if (said.kind !== 'more' || said.step.kind === 'code') return problemOf(answer)
  onMore(said.step)
  return null
}

const CodeStep = ({ world, step: { username, password }, onBack, ...on }: StepProps<'code'>) => (
  <CodePage onBack={onBack} onTry={async (code) => settle(await signIn(world, username, password, code), on)} />
)

/** Nobody came in after all: whoever is next at this browser is not signed in as them. */
const leave = (world: DeviceWorld, onBack: () => void) => (): void => {
  request(world, { path: '/api/sign-out', principal: null }, SignedOut).catch(() => undefined)
  onBack()
}

/** Who is signed in, where nothing is left to be set. */
const whoIsIn = async (world: DeviceWorld): Promise<SignInAnswer | null> => {
  const answer = await request(world, { path: '/api/me', method: 'GET', principal: null }, Me)
  return answer.kind === 'answered' ? answer.value : null
}

const SecondFactorStep = ({ world, step: { username, password, person }, onBack, ...on }: StepProps<'second-factor'>) => {
  const [passkeys, setPasskeys] = useState(false)
  useEffect(() => {
    const look = async (): Promise<void> => {
      const service = await request(world, { path: '/api/service', method: 'GET', principal: null }, ServiceInfo)
      setPasskeys(service.kind === 'answered' && service.value.ways.includes('passkey'))
    }
    look().catch(() => undefined)
  }, [world])
  const [matters] = useState(() => securityMatters(askAs(world, person), makePasskey))
  const onSet = async (): Promise<Problem | null> => {
    const me = await whoIsIn(world)
    return me ? settle(await enter(world, { me, username, password }), on) : { code: 'server-trouble' }
  }
  return <SecondFactorPage matters={matters} passkeys={passkeys} onSet={onSet} onBack={leave(world, onBack)} />
}

const PasskeyStep = ({ world, step, onBack, ...on }: StepProps<'passkey'>) => {
  const use = async (): Promise<Problem | null> => {
    const answer = await askWithPasskey(world, await deviceIdOf(world).catch((): DeviceId | null => null))
    return answer.ok ? settle(await enter(world, { me: answer.me, username: '', password: null }), on) : problemOf(answer)
  }
  return <PasskeyPage needed={step.needed} onUse={use} onBack={onBack} />
}

const WorkStep = ({ world, step: { outcome }, onBack, onOpen, onMore }: StepProps<'work'>) => {
  const [said, setSaid] = useState<string | null>(outcome === 'in' ? null : outcome)
  useEffect(() => {
    if (outcome !== 'in') return
    const look = async (): Promise<void> => {
      const me = await whoIsIn(world)
      const problem = me ? settle(await enter(world, { me, username: '', password: null }), { onOpen, onMore }) : { code: 'nobody' }
      if (problem) setSaid(outcome)
    }
    look().catch(() => setSaid(outcome))
    // Once for the answer one came back with.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the two callbacks are new with each drawing
  }, [world, outcome])
  return said === null ? <Loading /> : <WorkAnswerPage outcome={said} onBack={onBack} />
}

/** The pages of a door's steps, over one browser. */
export const doorSteps = (world: DeviceWorld) => {
  const Steps = ({ step, ...rest }: MoreProps) => {
    switch (step.kind) {
      case 'code':
        return <CodeStep world={world} step={step} {...rest} />
      case 'second-factor':
        return <SecondFactorStep world={world} step={step} {...rest} />
      case 'passkey':
        return <PasskeyStep world={world} step={step} {...rest} />
      case 'work':
        return <WorkStep world={world} step={step} {...rest} />
      case 'enrol':
        return <EnrolmentPages enrolment={step.enrolment} onOpen={rest.onOpen} onBack={leave(world, rest.onBack)} />
      case 'new-pin':
        return <NewPinPage newPin={step.newPin} onOpen={rest.onOpen} />
      default:
        return unreachable(step)
    }
  }
  return Steps
}
