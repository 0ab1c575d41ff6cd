/** "Why is this due?": one obligation of one person, explained for somebody who has never seen the policy. */
import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { policiesOf } from '../../domain/adopted.ts'
import { PlainDate } from '../../domain/dates.ts'
import { type Explanation, explanationOf } from '../../domain/explain.ts'
import { type SessionFacts } from '../../domain/facts.ts'
import { type PersonId, type PostId, RecordId } from '../../domain/ids.ts'
import { trackLabel } from '../../domain/policy/obligation.ts'
import { policyInputOf } from '../../domain/records/policy-input.ts'
import { type PostState } from '../../domain/records/record.ts'
import { askedOfPost, factsOfPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page, type PageProps } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { sessions } from '../../words/en/sessions.ts'
import { why } from '../../words/en/why.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { type Suppose, whyQuestion } from '../why.tsx'
import { NoPerson } from './no-person.tsx'
import { CountedFrom, HowItIsRead, OtherRules, TheRule, WhatWasAgreed, WhichPolicy } from './why-sections.tsx'
import { headOf, leadOf } from './why-words.ts'

addArea('people', { en: people })
addArea('sessions', { en: sessions })
addArea('why', { en: why })

/** Whether a name in an address, decoded or not by the browser and the router, is that of an obligation. */
const isNamed = (label: string, inAddress: string): boolean => {
  const encoded = encodeURIComponent(label)
  return inAddress === label || inAddress === encoded || inAddress === decodeURI(encoded)
}

/** What has not happened yet and is asked about: `?held=2026-06-24`, `?off=<session>`. */
const supposedIn = (search: string): Suppose | null => {
  const params = new URLSearchParams(search)
  const held = PlainDate.safeParse(params.get('held')).data
  const off = RecordId.safeParse(params.get('off')).data
  return held ? { held } : off ? { off } : null
}

/** The sessions as they would be: one more held, or one called off today. */
const supposing = (suppose: Suppose | null, sessions: readonly SessionFacts[], post: PostState, asOf: PlainDate): readonly SessionFacts[] => {
  if (suppose === null) return sessions
  if ('off' in suppose) {
    const called = { kind: 'cancelled', on: asOf, reason: '', rebookedOn: null, rebookedFor: null } as const
    return sessions.map((each) => (each.id === suppose.off ? { ...each, off: [...each.off, { ...called, plannedFor: each.plannedFor }] } : each))
  }
  const { id, setting, person } = post
  const held: SessionFacts = {
    kind: 'session-facts', id, revision: 1, post: id, setting, supervisee: person, supervisor: post.supervisor ?? person,
    status: 'held', plannedFor: suppose.held, heldOn: suppose.held, minutes: null, sharedOn: null,
    at: null, agreed: null, off: [], nextOn: null, nextAt: null,
  }
  return [...sessions, held]
}

/** @returns null where the policy does not ask for it, or is not on this device */
const explanationFor = (snapshot: Snapshot, post: PostState, track: string, suppose: Suppose | null, today: PlainDate): Explanation | null => {
  const setting = snapshot.settings.get(post.setting)
  if (!setting) return null
  const asOf = suppose && 'held' in suppose && suppose.held > today ? suppose.held : today
  const here = factsOfPost(snapshot, post.id, asOf)
  const known = { ...here, sessions: supposing(suppose, here.sessions, post, asOf) }
  const asked = askedOfPost(post, setting, snapshot.packs, known, asOf).find(({ one }) => isNamed(trackLabel(one), track))
  const { facts } = policyInputOf(post, setting, known, asOf)
  return asked ? explanationOf(asked, { policies: policiesOf(setting), facts, asOf }) : null
}

interface WhyProps {
  post: PostState
  explanation: Explanation
  suppose: Suppose | null
  knownAs: string
  me: PersonId
  asOf: PlainDate
  back: PageProps['back']
}

const Why = ({ post, explanation, suppose, knownAs, me, asOf, back }: WhyProps) => {
  const words = useWords()
  const { obligation } = explanation
  const yours = post.person === me || post.supervisor === me
  return (
    <Page
      title={words.say('why.title')}
      caption={<bdi>{whyQuestion(obligation, post.person === me ? null : knownAs, words)}</bdi>}
      heading={headOf(explanation, asOf, words)}
      back={back}
    >
      {suppose && (
        <Inset tone="grey">
          {'held' in suppose
            ? words.say('why.suppose.held', { day: words.day(suppose.held, asOf) })
            : words.say('why.suppose.off')}
        </Inset>
      )}
      {obligation.track !== 'own-version' && obligation.track !== 'capacity' && (
        <p className="govuk-body">
          <Status state={obligation.state} />
        </p>
      )}
      <p className="govuk-body-l">{leadOf(explanation, yours, asOf, words)}</p>
      <TheRule explanation={explanation} asOf={asOf} />
      <CountedFrom explanation={explanation} asOf={asOf} post={post.id} />
      <WhatWasAgreed explanation={explanation} asOf={asOf} yours={yours} />
      <OtherRules explanation={explanation} asOf={asOf} />
      <HowItIsRead explanation={explanation} asOf={asOf} />
      <WhichPolicy explanation={explanation} asOf={asOf} />
    </Page>
  )
}

export interface WhyPageProps {
  postId: PostId
  /** The obligation's name as it stands in the address: `one-to-one`, `record%3As1`. */
  track: string
}

export const WhyPage = ({ postId, track }: WhyPageProps) => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const search = useSearch()
  const asOf = device.asOf()
  const me = device.me.person
  const post = snapshot?.posts.get(postId)
  const explanation = useMemo(
    () => (snapshot && post ? explanationFor(snapshot, post, track, supposedIn(search), asOf) : null),
    [snapshot, post, track, search, asOf],
  )
  const knownAs = (post && snapshot?.people.get(post.person)?.knownAs) ?? '—'
  const back = { href: hrefOf('person', { postId }), label: post?.person === me ? say('why.backYours') : knownAs }
  if (!post) return <NoPerson reading={!snapshot} failed={Boolean(error)} onRetry={refetch} back={{ href: hrefOf('people'), label: say('people.title') }} />
  if (!explanation) {
    return (
      <Page title={say('why.title')} heading={say('why.notAsked')} back={back}>
        <p className="govuk-body">{say('why.notAskedText')}</p>
      </Page>
    )
  }
  return <Why post={post} explanation={explanation} suppose={supposedIn(search)} knownAs={knownAs} me={me} asOf={asOf} back={back} />
}
