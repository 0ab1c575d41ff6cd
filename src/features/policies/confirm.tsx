import { type SettingState } from '../../domain/records/record.ts'
import { type Candidate } from '../../domain/try-policy.ts'
import { type Snapshot } from '../../queries/device.ts'
import { stageOn } from '../../queries/policies.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { SummaryList, type SummaryRow } from '../../ui/summary-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { TryOut } from './try-out.tsx'

/** What is to be known of the day from which it is to be in force. */
const AboutTheDay = ({ setting, candidate: { from } }: { setting: SettingState; candidate: Candidate }) => {
  const { say, day } = useWords()
  const today = useDevice().asOf()
  const { until } = stageOn(setting, from)
  const replaces = setting.policies.some((each) => each.from === from)
  return (
    <>
      {from < today && <Inset tone="amber">{say('policies.from.past')}</Inset>}
      {replaces && <Inset>{say('policies.from.replaces')}</Inset>}
      {until && <Inset>{say('policies.from.next', { day: day(until, today) })}</Inset>}
    </>
  )
}

export interface ConfirmProps {
  title: string
  heading: string
  rows: readonly SummaryRow[]
  snapshot: Snapshot
  setting: SettingState
  candidate: Candidate
  confirm: string
  /** Rejects where it could not be saved. */
  onConfirm: () => Promise<void>
  onBack: () => void
}

/** What was chosen, who would be due by it, and the button that takes it up. Nothing is saved before. */
export const Confirm = ({ title, heading, rows, snapshot, setting, candidate, confirm, onConfirm, onBack }: ConfirmProps) => {
  const { say } = useWords()
  const { save, busy, failed } = useSave()
  return (
    <Page title={title} heading={heading} wide back={{ href: hrefOf('policySetting', { settingId: setting.id }), label: setting.name }}>
      <Card
        heading={say('policies.adopt.chosen')}
        beside={
          <button type="button" className="cs-link-button" onClick={onBack}>
            {say('common.change')} <span className="govuk-visually-hidden">{say('policies.adopt.chosen')}</span>
          </button>
        }
      >
        <SummaryList rows={rows} />
        <AboutTheDay setting={setting} candidate={candidate} />
      </Card>
      <TryOut snapshot={snapshot} setting={setting} candidate={candidate} />
      <SaveFailed failed={failed} />
      <ButtonGroup>
        <Button busy={busy} onClick={() => save(onConfirm)}>
          {confirm}
        </Button>
        <Button kind="quiet" onClick={onBack}>
          {say('policies.adopt.back')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}
