/** A pack on a screen that shows nothing else: no way leads from here but out, and out is a locked device. */
import { useEffect, useState } from 'react'
import { epochOf, type Instant } from '../../domain/dates.ts'
import { type InspectionPack } from '../../domain/inspection/pack.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { inspection } from '../../words/en/inspection.ts'
import { lastMinuteInWords } from '../../words/masked-in-words.ts'
import { type PackProof } from '../../words/pack-in-words.ts'
import { addArea } from '../../words/words.ts'
import { PackView } from './pack-view.tsx'

addArea('inspection', { en: inspection })

/** A timer waits no longer than this at once; a pack may be open for two weeks. */
const LONGEST_MS = 60_000

/** Whether a moment is past. @param now milliseconds since the epoch */
const usePast = (until: Instant, now: () => number): boolean => {
  const [past, setPast] = useState(() => now() >= epochOf(until))
  useEffect(() => {
    if (past) return undefined
    const look = (): void => {
      if (now() >= epochOf(until)) setPast(true)
    }
    const timer = setInterval(look, LONGEST_MS)
    return () => clearInterval(timer)
  }, [past, until, now])
  return past
}

export interface PackScreenProps {
  pack: InspectionPack
  proof: PackProof
  /** Milliseconds since the epoch. */
  now: () => number
  /** Gives the device back; none on the inspector’s own. */
  onLeave?: (() => void) | undefined
}

export const PackScreen = ({ pack, proof, now, onLeave }: PackScreenProps) => {
  const words = useWords()
  const { say } = words
  const over = usePast(pack.opensUntil, now)
  const leave = onLeave && (
    <Button kind="secondary" icon="lock" onClick={onLeave}>
      {say('inspection.screen.leave')}
    </Button>
  )
  if (over) {
    return (
      <Page title={say('inspection.link.title')} heading={say('inspection.screen.over')} actions={leave}>
        <p className="govuk-body">{say('inspection.screen.overText', { when: lastMinuteInWords(pack.opensUntil, words) })}</p>
      </Page>
    )
  }
  return (
    <Page
      title={say('inspection.link.title')}
      heading={say('inspection.pack.title', { setting: pack.setting })}
      caption={say('inspection.pack.caption', { service: pack.service, name: pack.for.name, organisation: pack.for.organisation })}
      actions={leave}
    >
      <PackView pack={pack} proof={proof} />
    </Page>
  )
}

/** What the link did not open, and what to do about it. */
export const LinkFailed = ({ because, onAgain }: { because: 'gone' | 'offline' | 'busy'; onAgain: () => void }) => {
  const { say } = useWords()
  const again = <Button onClick={onAgain}>{say('common.tryAgain')}</Button>
  return (
    <Page title={say('inspection.link.title')} heading={because === 'gone' ? say('inspection.link.gone') : say('inspection.link.title')}>
      {because === 'gone' ? (
        <p className="govuk-body">{say('inspection.link.goneText')}</p>
      ) : (
        <EmptyState icon={because === 'offline' ? 'offline' : 'failed'} title={say(`inspection.link.${because}`)} actions={again} />
      )}
    </Page>
  )
}
