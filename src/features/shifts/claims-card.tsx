import { useEffect, useRef, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { correctionActs } from '../../queries/roster.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { timesOf, whenOf } from './entry-words.ts'
import { nameOf, nearest, placeOf } from './shifts-view.ts'

export interface ClaimsCardProps {
  claims: readonly ShiftState[]
  snapshot: Snapshot
  asOf: PlainDate
  onCorrect: (claim: ShiftState) => void
}

/** What workers say they worked: it counts once the home says so too. */
export const ClaimsCard = ({ claims, snapshot, asOf, onCorrect }: ClaimsCardProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, busy, failed } = useSave()
  const [said, setSaid] = useState<'confirmed' | 'refused' | null>(null)

  const answered = useRef<HTMLOutputElement>(null)
  // The button that was pressed has gone with its row: the next one is after this sentence.
  useEffect(() => {
    if (said) answered.current?.focus()
  }, [said])

  const answer = async (claim: ShiftState, status: 'worked' | 'absent'): Promise<void> => {
    setSaid(null)
    const { setting, startedAt, endedAt, units } = claim
    const acts = correctionActs(claim, { setting, startedAt, endedAt, units, status }, snapshot.shifts, device.me)
    const saved = await save(async () => {
      await device.acts(acts)
    })
    if (saved) setSaid(status === 'worked' ? 'confirmed' : 'refused')
  }

  return (
    <Card heading={say('shifts.claims.title')}>
      <output ref={answered} className="govuk-body" tabIndex={-1}>{said && say(`shifts.claims.${said}`)}</output>
      <SaveFailed failed={failed} />
      {claims.length === 0 ? (
        <p className="govuk-body">{say('shifts.claims.none')}</p>
      ) : (
        <div className="cs-claims">
          <RowList label={say('shifts.claims.title')}>
          {claims.map((claim) => {
            const name = nameOf(snapshot, claim.person)
            const when = whenOf(claim, asOf, words)
            const other = nearest(claim, snapshot.shifts)
            const which = <span className="govuk-visually-hidden">{say('shifts.claims.which', { name, when })}</span>
            return (
              <Row
                key={claim.id}
                title={say('shifts.claims.says', { name, when })}
                meta={
                  <>
                    {placeOf(snapshot, claim.setting)}
                    {other && <span className="cs-row__meta">{say('shifts.claims.onRoster', { times: timesOf(other, words) })}</span>}
                  </>
                }
                action={
                  <div className="cs-claims__answers">
                    <Button kind="secondary" icon="tick" busy={busy} onClick={() => answer(claim, 'worked')}>
                      {say('shifts.claims.confirm')} {which}
                    </Button>
                    <Button kind="secondary" busy={busy} onClick={() => answer(claim, 'absent')}>
                      {say('shifts.claims.notWorked')} {which}
                    </Button>
                    <Button kind="quiet" onClick={() => onCorrect(claim)}>
                      {say('shifts.claims.correct')} {which}
                    </Button>
                  </div>
                }
              />
            )
          })}
          </RowList>
        </div>
      )}
    </Card>
  )
}
