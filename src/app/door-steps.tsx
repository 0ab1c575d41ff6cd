/** What there is to do at the door beside typing a password: codes, second factors, passkeys, work accounts. */
import { useEffect, useState } from 'react'
import { type MoreProps } from '../features/account/door-page.tsx'
import { type Opened } from '../features/account/gate.ts'
import { CodePage } from '../features/security/code-page.tsx'
import { DevicePasswordPage } from '../features/security/device-password-page.tsx'
import { PasskeyPage } from '../features/security/passkey-page.tsx'
import { SecondFactorPage } from '../features/security/second-factor-page.tsx'
import { type Problem } from '../features/security/sign-in-problem.ts'
import { WorkAnswerPage } from '../features/security/work-answer-page.tsx'
import { type DeviceId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { request } from '../outbox/request.ts'
import { Me, ServiceInfo, SignedOut, SignInAnswer } from '../protocol/sign-in.ts'
import { securityMatters } from '../queries/security.ts'
import { Loading } from '../ui/loading.tsx'
import { askAs } from './ask.ts'
import { deviceIdOf, enter, type OpenAnswer, signIn } from './device.ts'
import { type DeviceWorld } from './device-world.ts'
import { askWithPasskey, makePasskey } from './passkeys.ts'
import { ownerDigest, vaultsOf } from './vaults.ts'

const SECOND_MS = 1000

const problemOf = (refusal: { readonly code: string; readonly retryAfterMs?: number | null }): Problem => ({
  code: refusal.code,
  ...(refusal.retryAfterMs === undefined || refusal.retryAfterMs === null ? {} : { retryAfterS: Math.ceil(refusal.retryAfterMs / SECOND_MS) }),
})

type StepProps<Kind extends MoreProps['step']['kind']> = Omit<MoreProps, 'step'> & {
  world: DeviceWorld
  step: Extract<MoreProps['step'], { kind: Kind }>
}

/** Comes in, or says what stood in the way. */
const settle = (answer: OpenAnswer, onOpen: (opened: Opened) => void): Problem | null => {
  if (!answer.ok) return problemOf(answer)
  onOpen({ kind: 'open', device: answer.device, keptEarlier: answer.keptEarlier })
  return null
}

const CodeStep = ({ world, step: { username, password }, onOpen, onBack }: StepProps<'code'>) => (
  <CodePage onBack={onBack} onTry={async (code) => settle(await signIn(world, username, password, code), onOpen)} />
)

/** Nobody came in after all: whoever is next at this browser is not signed in as them. */
const leave = (world: DeviceWorld, person: string, onBack: () => void) => (): void => {
  request(world, { path: '/api/sign-out', body: {}, principal: person }, SignedOut).catch(() => undefined)
  onBack()
}

/** Who is signed in, with what this device is trusted by: of the sign-in itself, or of what made it whole. */
const whoIsIn = async (world: DeviceWorld, deviceToken: string | null): Promise<SignInAnswer | null> => {
  const answer = await request(world, { path: '/api/me', method: 'GET', principal: null }, Me)
  if (answer.kind !== 'answered') return null
  return { ...answer.value, ...(deviceToken === null ? {} : { deviceToken }) }
}

const SecondFactorStep = ({ world, step: { username, password, person }, onOpen, onBack }: StepProps<'second-factor'>) => {
  const [passkeys, setPasskeys] = useState(false)
  useEffect(() => {
    const look = async (): Promise<void> => {
      const service = await request(world, { path: '/api/service', method: 'GET', principal: null }, ServiceInfo)
      setPasskeys(service.kind === 'answered' && service.value.ways.includes('passkey'))
    }
    look().catch(() => undefined)
  }, [world])
  const [trusted] = useState<{ deviceToken: string | null }>({ deviceToken: null })
  const [matters] = useState(() =>
    securityMatters(askAs(world, person), makePasskey, async (deviceToken) => {
      trusted.deviceToken = deviceToken
    }),
  )
  const onSet = async (): Promise<Problem | null> => {
    const me = await whoIsIn(world, trusted.deviceToken)
    return me ? settle(await enter(world, { me, username, password }), onOpen) : { code: 'server-trouble' }
  }
  return <SecondFactorPage matters={matters} passkeys={passkeys} onSet={onSet} onBack={leave(world, person, onBack)} />
}

/** Signed in without a password: this device has one of its own. */
const DevicePassword = ({ world, me, onOpen, onBack }: Pick<StepProps<'passkey'>, 'world' | 'onOpen' | 'onBack'> & { me: SignInAnswer }) => {
  const [known, setKnown] = useState<boolean | null>(null)
  useEffect(() => {
    const look = async (): Promise<void> => {
      const { current } = await vaultsOf(world.storage, await ownerDigest(await deviceIdOf(world), me))
      setKnown(current !== undefined)
    }
    look().catch(() => setKnown(false))
  }, [world, me])
  if (known === null) return <Loading />
  return (
    <DevicePasswordPage
      knownAs={me.knownAs}
      known={known}
      onBack={leave(world, me.person, onBack)}
      onTry={async (password, keep) => settle(await enter(world, { me, username: '', password, keep }), onOpen)}
    />
  )
}

const PasskeyStep = ({ world, step, onOpen, onBack }: StepProps<'passkey'>) => {
  const [me, setMe] = useState<SignInAnswer | null>(null)
  if (me) return <DevicePassword world={world} me={me} onOpen={onOpen} onBack={onBack} />
  const use = async (): Promise<Problem | null> => {
    const answer = await askWithPasskey(world, await deviceIdOf(world).catch((): DeviceId | null => null))
    if (!answer.ok) return problemOf(answer)
    setMe(answer.me)
    return null
  }
  return <PasskeyPage needed={step.needed} onUse={use} onBack={onBack} />
}

const WorkStep = ({ world, step: { outcome }, onOpen, onBack }: StepProps<'work'>) => {
  const [me, setMe] = useState<SignInAnswer | 'nobody' | null>(outcome === 'in' ? null : 'nobody')
  useEffect(() => {
    if (outcome !== 'in') return
    const look = async (): Promise<void> => {
      const body = { deviceId: await deviceIdOf(world) }
      const answer = await request(world, { path: '/api/sign-in/trust', body, principal: null }, SignInAnswer)
      setMe(answer.kind === 'answered' ? answer.value : 'nobody')
    }
    look().catch(() => setMe('nobody'))
  }, [world, outcome])
  if (me === null) return <Loading />
  if (me === 'nobody') return <WorkAnswerPage outcome={outcome} onBack={onBack} />
  return <DevicePassword world={world} me={me} onOpen={onOpen} onBack={onBack} />
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
      default:
        return unreachable(step)
    }
  }
  return Steps
}
