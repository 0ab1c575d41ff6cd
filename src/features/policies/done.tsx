import { type SettingState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { syncOfRecord } from '../shared/record-view.ts'
import { whereItIs } from '../shared/sync-word.tsx'
import { useRecordWords } from '../shared/use-record-words.ts'

export interface DoneProps {
  snapshot: Snapshot
  setting: SettingState
  says: string
}

/** It is saved: from when it is in force, and where it is. */
export const Done = ({ snapshot, setting, says }: DoneProps) => {
  const { say } = useWords()
  const words = useRecordWords()
  return (
    <Page title={say('policies.title')} heading={setting.name} caption={say('policies.title')} focus="leave">
      <Panel title={says} takeFocus>
        <p>{whereItIs(syncOfRecord(snapshot, setting.id), words)}</p>
      </Panel>
      <p className="govuk-body">{say('policies.adopt.doneNext')}</p>
      <LinkButton href={hrefOf('policySetting', { settingId: setting.id })}>{say('policies.adopt.toSetting', { place: setting.name })}</LinkButton>
    </Page>
  )
}
