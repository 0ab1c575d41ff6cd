import { type PlainDate } from '../../domain/dates.ts'
import { type PolicyNotice } from '../../domain/policy-notices.ts'
import { packOfStage, policyText } from './policy-words.ts'
import { type KnownPack } from '../../queries/device.ts'
import { stageOn } from '../../queries/policies.ts'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'

/** Until when bank holidays are known, where that ends soon. */
type HolidaysRunOut = { readonly validTo: PlainDate } | null

/** Dates that count working days are only as good as the bank holidays that are known (D4). */
export const HolidaysNotice = ({ runOut, asOf }: { runOut: HolidaysRunOut; asOf: PlainDate }) => {
  const { say, day } = useWords()
  if (!runOut) return null
  return <Inset tone="amber">{say('policies.look.holidays', { day: day(runOut.validTo, asOf) })}</Inset>
}

interface Around {
  readonly packs: readonly KnownPack[]
  readonly asOf: PlainDate
}

/** One notice as a sentence. */
export const noticeInWords = (notice: PolicyNotice, { packs, asOf }: Around, words: Words): string => {
  const { say, day, list } = words
  switch (notice.kind) {
    case 'past-review':
      return say('policies.look.past-review', { name: policyText(notice.pack.name, words), day: day(notice.on, asOf) })
    case 'no-review-date':
      return say('policies.look.no-review-date', { name: policyText(notice.pack.name, words) })
    case 'settings-missing': {
      const { setting, asked } = notice
      const pack = packOfStage(packs, stageOn(setting, asOf).now)
      const name = pack ? policyText(pack.name, words) : setting.pack
      return say('policies.look.settings-missing', {
        place: setting.name,
        name,
        settings: list(asked.map(({ label }) => `“${policyText(label, words)}”`)),
      })
    }
    case 'policy-not-here':
      return say('policies.look.policy-not-here', { place: notice.setting.name })
    default:
      return unreachable(notice)
  }
}

const keyOf = (notice: PolicyNotice): string =>
  `${notice.kind} ${'setting' in notice ? notice.setting.id : `${notice.pack.id}@${notice.pack.version}`}`

export interface NoticesProps extends Around {
  notices: readonly PolicyNotice[]
  /** Whether the reader can put them right. */
  mayChange: boolean
}

/** What whoever owns the policies should look at. Nothing where there is nothing. */
export const Notices = ({ notices, mayChange, packs, asOf }: NoticesProps) => {
  const words = useWords()
  const { say } = words
  if (notices.length === 0) return null
  return (
    <Card heading={say('policies.look.title')}>
      <ul className="govuk-list cs-policy-notices">
        {notices.map((notice) => (
          <li key={keyOf(notice)}>
            {noticeInWords(notice, { packs, asOf }, words)}{' '}
            {mayChange && notice.kind === 'settings-missing' && (
              <Link href={adoptHref(notice.setting, asOf)}>
                {say('policies.look.choose')} <span className="govuk-visually-hidden">{say('policies.look.chooseAt', { place: notice.setting.name })}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Where the policy in force in a setting is given other settings. */
const adoptHref = (setting: Parameters<typeof stageOn>[0], asOf: PlainDate): string => {
  const { now } = stageOn(setting, asOf)
  return `${hrefOf('adoptPolicy', { settingId: setting.id })}?pack=${now.pack}@${now.packVersion}`
}
