import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { epochOf, type Instant, londonDay, londonTimeOf } from '../../domain/dates.ts'
import { type PostId, RecordId } from '../../domain/ids.ts'
import { packFor } from '../../domain/today.ts'
import { type SessionState } from '../../domain/records/record.ts'
import { type Device, type NewAct, type Snapshot } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup, LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { sessionHref } from './addresses.ts'

addArea('sessions', { en: sessions })

/** Why a session can't be started for this post by this person. */
type CannotStart = 'post-unknown' | 'not-supervisor' | 'no-policy' | 'not-saved'

/** A session of today that is still being recorded: planned for today, or held today and signed by nobody. */
const unfinishedToday = (snapshot: Snapshot, device: Device, post: PostId, now: Instant): SessionState | undefined => {
  const today = londonDay(now)
  return [...snapshot.sessions.values()].find(
    (session) =>
      session.post === post &&
      session.supervisor === device.me.person &&
      !session.voided &&
      session.signatures.length === 0 &&
      (session.held?.on ?? session.fields['when.on']?.value ?? session.plannedFor) === today,
  )
}

/** The acts that make a session and note that it began now; from then on the page only edits. */
const startActs = (snapshot: Snapshot, device: Device, postId: PostId): readonly NewAct[] | CannotStart => {
  const post = snapshot.posts.get(postId)
  const setting = post && snapshot.settings.get(post.setting)
  if (!post || !setting) return 'post-unknown'
  if (post.supervisor !== device.me.person) return 'not-supervisor'
  const pack = packFor(snapshot.packs, setting)
  const first = pack?.forms.find(({ record }) => record === 'session')
  const form = pack?.forms.filter(({ id }) => id === first?.id).reduce((a, b) => (b.version > a.version ? b : a))
  if (!pack || !form) return 'no-policy'
  const now = device.now()
  const on = londonDay(now)
  const record = { recordId: RecordId.parse(device.newId()), kind: 'session' } as const
  return [
    {
      ...record,
      type: 'session.plan',
      payload: {
        post: post.id,
        setting: setting.id,
        supervisee: post.person,
        supervisor: device.me.person,
        plannedFor: on,
        pins: { pack: pack.id, packVersion: pack.version, form: form.id, formVersion: form.version },
      },
    },
    {
      ...record,
      type: 'fields.edit',
      patch: {
        'when.on': { value: on, from: null },
        'when.start': { value: londonTimeOf(epochOf(now)), from: null },
      },
    },
  ]
}

/** A session booked for today begins when it is first opened; that it could not be noted keeps nobody from it. */
const noteStart = async (device: Device, session: SessionState): Promise<void> => {
  if (session.held || session.fields['when.start']) return
  const now = device.now()
  const values = { 'when.on': londonDay(now), 'when.start': londonTimeOf(epochOf(now)) }
  await device.edit({ recordId: session.id, kind: 'session', values }).catch(() => undefined)
}

/** Opens today's session with one person, or begins one: no question in between (J2, two taps). */
const openOrBegin = async (device: Device, postId: PostId): Promise<RecordId | CannotStart> => {
  const snapshot = await device.snapshot()
  const unfinished = unfinishedToday(snapshot, device, postId, device.now())
  if (unfinished) {
    await noteStart(device, unfinished)
    return unfinished.id
  }
  const acts = startActs(snapshot, device, postId)
  if (typeof acts === 'string') return acts
  try {
    await device.acts(acts)
  } catch {
    return 'not-saved'
  }
  return acts[0]?.recordId ?? 'not-saved'
}

const REASONS: readonly string[] = ['post-unknown', 'not-supervisor', 'no-policy', 'not-saved'] satisfies CannotStart[]
const isReason = (answer: string): answer is CannotStart => REASONS.includes(answer)

export interface StartSessionPageProps {
  postId: PostId
}

export const StartSessionPage = ({ postId }: StartSessionPageProps) => {
  const { say } = useWords()
  const device = useDevice()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState<CannotStart | null>(null)
  const started = useRef(false)

  const begin = async (): Promise<void> => {
    setFailed(null)
    const answer = await openOrBegin(device, postId)
    if (isReason(answer)) setFailed(answer)
    else navigate(sessionHref(answer), { replace: true })
  }
  useEffect(() => {
    // React may run an effect twice; two runs would begin two sessions.
    if (started.current) return
    started.current = true
    begin().catch(() => setFailed('not-saved'))
    // oxlint-disable-next-line react/exhaustive-deps -- once, on arrival
  }, [])

  if (failed === null) return <Loading label={say('sessions.starting')} />
  return (
    <Page title={say('sessions.cannotStart.title')}>
      <p className="govuk-body" role="alert">
        {say(`sessions.cannotStart.${failed}`)}
      </p>
      <ButtonGroup>
        {failed === 'not-saved' && (
          <Button onClick={() => begin().catch(() => setFailed('not-saved'))}>{say('common.tryAgain')}</Button>
        )}
        <LinkButton kind="secondary" href={hrefOf('today')}>
          {say('common.goToToday')}
        </LinkButton>
      </ButtonGroup>
    </Page>
  )
}
