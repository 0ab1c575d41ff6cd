/** The first time on a device: what is still to be got before it works with no connection. */
import { useEffect } from 'react'
import { useSync } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { TaskList } from '../../ui/task-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { ready } from '../../words/en/ready.ts'
import { addArea } from '../../words/words.ts'

addArea('ready', { en: ready })

/** Whether the app itself is kept on this device: being fetched, there, or not possible in this window. */
export type AppKept = 'working' | 'ready' | 'impossible'

export interface ReadyPageProps {
  app: AppKept
  /** Called by itself once everything is there; before that, a person may start all the same. */
  onContinue: () => void
}

export const ReadyPage = ({ app, onContinue }: ReadyPageProps) => {
  const { lastVerified, connection, trouble } = useSync()
  const { say } = useWords()
  const records = lastVerified !== null
  const all = records && app === 'ready'
  useEffect(() => {
    if (all) onContinue()
  }, [all, onContinue])
  const status = (done: boolean) =>
    done ? { text: say('ready.done') } : { text: say('ready.working'), tone: 'blue' as const }
  return (
    <Page title={say('ready.title')}>
      <p className="govuk-body">{say('ready.text')}</p>
      <TaskList
        tasks={[
          { id: 'records', title: say('ready.records'), status: status(records) },
          {
            id: 'app',
            title: say('ready.app'),
            status: status(app !== 'working'),
            hint: app === 'impossible' ? say('ready.noWorker') : undefined,
          },
        ]}
      />
      {!records && connection === 'offline' && <Inset tone="grey">{say('ready.offline')}</Inset>}
      {!records && trouble === 'server' && <Inset tone="amber">{say('ready.trouble')}</Inset>}
      {records && app === 'impossible' ? (
        <Button onClick={onContinue}>{say('ready.continue')}</Button>
      ) : (
        <Button kind="quiet" onClick={onContinue}>
          {say('ready.early')}
        </Button>
      )}
    </Page>
  )
}
