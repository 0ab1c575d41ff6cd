/** Planned sessions in the person's own calendar: a file made here, or a private address that keeps itself up to date. */
import { useState } from 'react'
import { calendarEvents, calendarFile } from '../../queries/calendar.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { calendar } from '../../words/en/calendar.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { download } from '../shared/download.ts'
import { PrivateAddress } from './private-address.tsx'

addArea('calendar', { en: calendar })

const FILE = 'supervision.ics'

const FileCard = ({ snapshot }: { snapshot: Snapshot }) => {
  const device = useDevice()
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const count = calendarEvents(snapshot, device.me.person, device.asOf()).filter(({ cancelled }) => !cancelled).length
  const save = async () => {
    try {
      const text = await calendarFile(snapshot, device, { name: say('calendar.name'), title: say('calendar.entry') })
      download({ file: FILE, text, type: 'text/calendar;charset=utf-8' })
      setSaid(say('calendar.file.done'))
    } catch {
      setSaid(say('calendar.file.failed'))
    }
  }
  return (
    <Card heading={say('calendar.file.title')}>
      <p className="govuk-body">{say('calendar.count', { count })}</p>
      <p className="govuk-body">{say('calendar.file.text')}</p>
      <Button onClick={save}>{say('calendar.file.button')}</Button>
      <output className="cs-answer">{said}</output>
    </Card>
  )
}

export const CalendarPage = () => {
  const { say } = useWords()
  const { calendar: address } = useDevice()
  const { data: snapshot, error, refetch } = useSnapshot()
  return (
    <Page title={say('calendar.title')} back={{ href: hrefOf('account') }}>
      <p className="govuk-body">{say('calendar.holds')}</p>
      {snapshot && <FileCard snapshot={snapshot} />}
      {!snapshot && error && (
        <EmptyState
          icon="failed"
          title={say('calendar.failed')}
          actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>}
        />
      )}
      {!snapshot && !error && <Loading />}
      {address && <PrivateAddress calendar={address} />}
    </Page>
  )
}
