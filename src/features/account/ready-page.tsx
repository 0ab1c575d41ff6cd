/** The first time on a device: what is still to be got before it works with no connection. */
import { useEffect } from 'react'
import { useSync } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { TaskList } from '../../ui/task-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'

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
    done ? { text: say('install.ready.done') } : { text: say('install.ready.working'), tone: 'blue' as const }
  return (
    <Page title={say('install.ready.title')}>
      <p className="govuk-body">{say('install.ready.text')}</p>
      <TaskList
        tasks={[
          { id: 'records', title: say('install.ready.records'), status: status(records) },
          {
            id: 'app',
            title: say('install.ready.app'),
            status: status(app !== 'working'),
            hint: app === 'impossible' ? say('install.ready.noWorker') : undefined,
          },
        ]}
      />
      {!records && connection === 'offline' && <Inset tone="grey">{say('install.ready.offline')}</Inset>}
      {!records && trouble === 'server' && <Inset tone="amber">{say('install.ready.trouble')}</Inset>}
      {records && app === 'impossible' ? (
        <Button onClick={onContinue}>{say('install.ready.continue')}</Button>
      ) : (
        <Button kind="quiet" onClick={onContinue}>
          {say('install.ready.early')}
        </Button>
      )}
    </Page>
  )
}
