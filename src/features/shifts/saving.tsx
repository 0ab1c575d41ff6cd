import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { ProblemsCard, toMend } from './problems-card.tsx'
import { type Import, type ImportStep } from './use-import.ts'

/** How much of the roster is saved on this device. */
const Progress = ({ done, total }: { done: number; total: number }) => {
  const { say } = useWords()
  return (
    <div className="cs-roster-saving">
      <progress className="cs-progress-bar" aria-label={say('shifts.saving.label')} value={done} max={Math.max(total, 1)} />
      <output className="govuk-body">{say('shifts.saving.progress', { done, total })}</output>
    </div>
  )
}

/** The roster while it is being saved, where that stopped, and when it is in. */
export const Saving = ({ step, onGoOn, onLeave }: { step: Exclude<ImportStep, { at: 'choose' | 'check' }>; onGoOn: Import['goOn']; onLeave: () => void }) => {
  const words = useWords()
  const { say } = words
  const leave = (
    <Button kind="secondary" onClick={onLeave}>
      {say('shifts.done.back')}
    </Button>
  )
  if (step.at === 'saving') return <Progress done={step.done} total={step.total} />
  if (step.at === 'stopped') {
    return (
      <>
        <div role="alert">
          <Inset tone="red">{say('shifts.saving.stopped', { done: step.done, total: step.total })}</Inset>
        </div>
        <ButtonGroup>
          <Button onClick={onGoOn}>{say('shifts.saving.again')}</Button>
          {leave}
        </ButtonGroup>
      </>
    )
  }
  const { fresh, changed, same, people, problems, leftOut } = step.brought
  return (
    <>
      <Panel title={say('shifts.done.title')} takeFocus>
        {say('shifts.done.text', { fresh, changed, same })} {people > 0 && say('shifts.done.people', { count: people })}
      </Panel>
      <ProblemsCard rows={toMend(problems, leftOut, 'shifts.problems.leftOut', words)} />
      <ButtonGroup>{leave}</ButtonGroup>
    </>
  )
}
