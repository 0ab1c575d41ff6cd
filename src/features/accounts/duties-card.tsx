import { londonDay } from '../../domain/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type AccountPart } from './account-part.ts'
import { dutyInWords, nameOf } from './account-words.ts'
import { GiveDutyForm } from './give-duty-form.tsx'
import { Outcome } from './outcome.tsx'
import { useDoing } from '../shared/use-doing.ts'

/** What somebody may look at beside their own records (W2), and who gave it to them. */
export const DutiesCard = (props: AccountPart) => {
  const { line, around, doings, again } = props
  const words = useWords()
  const { say, day } = words
  const { run, busy, outcome } = useDoing()
  const { knownAs: name, duties, may } = line
  const take = (duty: (typeof duties)[number]): void => {
    const work = async (): Promise<void> => {
      await doings.takeDuty(duty)
      await again()
    }
    run(work).catch(() => undefined)
  }
  return (
    <Card heading={say('accounts.duties.title')}>
      <p className="govuk-body">{say('accounts.duties.text')}</p>
      {duties.length === 0 && <p className="govuk-body">{say('accounts.duties.none', { name })}</p>}
      {duties.length > 0 && (
        <RowList label={say('accounts.duties.list')}>
          {duties.map((duty) => {
            const text = dutyInWords(duty, around, words)
            return (
              <Row
                key={`${duty.duty} ${duty.setting}`}
                title={text}
                meta={say('accounts.duty.given', {
                  name: nameOf(duty.givenBy, around, words),
                  day: day(londonDay(duty.givenAt), londonDay(around.now)),
                })}
                action={
                  may.includes('take-duty') && (
                    <Button kind="secondary" busy={busy} aria-label={say('accounts.duty.takeOf', { duty: text })} onClick={() => take(duty)}>
                      {say('accounts.duty.take')}
                    </Button>
                  )
                }
              />
            )
          })}
        </RowList>
      )}
      <Outcome outcome={outcome} done={say('accounts.done')} />
      {may.includes('give-duty') && <GiveDutyForm {...props} />}
    </Card>
  )
}
