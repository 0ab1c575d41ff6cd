/** The question beside every due date, and the link to its answer. */
import { type PlainDate } from '../domain/dates.ts'
import { type PostId, type RecordId } from '../domain/ids.ts'
import { type Obligation, trackLabel } from '../domain/policy/obligation.ts'
import { Link } from '../ui/link.tsx'
import { useWords } from '../ui/words-provider.tsx'
import { type Words } from '../words/words.ts'
import { hrefOf } from './addresses.ts'

type Named = Pick<Obligation, 'track' | 'key'>

/**
 * What an obligation is, inside a sentence: "supervision", "session record".
 *
 * @returns null for those that nobody has to do: how many somebody supervises, until when a file is kept or a version sent
 */
export const whatIs = ({ track, key = '' }: Named, { say }: Words): string | null =>
  track === 'capacity' || track === 'retention' || track === 'own-version' ? null : say(`policy.what.${track}`, { key })

/** @param name null where the reader is who it is asked of */
export const whyQuestion = (one: Named, name: string | null, words: Words): string => {
  const { say } = words
  const what = whatIs(one, words)
  if (what !== null) return name === null ? say('policy.why.yours', { what }) : say('policy.why.theirs', { name, what })
  if (one.track === 'retention') return name === null ? say('policy.why.keptYours') : say('policy.why.kept', { name })
  if (one.track === 'own-version') return name === null ? say('policy.why.versionYours') : say('policy.why.version', { name })
  return name === null ? say('policy.why.peopleYours') : say('policy.why.people', { name })
}

/** What a date is worked out from that has not happened yet: a session held on a day, or one called off today. */
export type Suppose = { readonly held: PlainDate } | { readonly off: RecordId }

export const whyHref = (postId: PostId, one: Named, suppose?: Suppose): string => {
  const search = suppose === undefined ? '' : `?${new URLSearchParams({ ...suppose }).toString()}`
  return `${hrefOf('why', { postId, track: encodeURIComponent(trackLabel(one)) })}${search}`
}

export interface WhyLinkProps {
  post: PostId
  one: Named
  /** Whose it is; null where it is the reader's own. */
  name: string | null
  suppose?: Suppose | undefined
}

/** "Why is Sam’s supervision due?" */
export const WhyLink = ({ post, one, name, suppose }: WhyLinkProps) => (
  <Link className="govuk-link cs-why" href={whyHref(post, one, suppose)}>
    {whyQuestion(one, name, useWords())}
  </Link>
)
