/** Screens made of the kit with made-up people, to look at and to run axe on. Nothing here ships. */
import { type ReactNode, useState } from 'react'
import { Button, ButtonGroup, LinkButton } from '../../../src/ui/button.tsx'
import { Card } from '../../../src/ui/card.tsx'
import { Checkbox, Checkboxes } from '../../../src/ui/checkboxes.tsx'
import { ContextualDate } from '../../../src/ui/contextual-date.tsx'
import { DateField } from '../../../src/ui/date-field.tsx'
import { type DateValue } from '../../../src/ui/date-value.ts'
import { Details } from '../../../src/ui/details.tsx'
import { Dialog } from '../../../src/ui/dialog.tsx'
import { EmptyState } from '../../../src/ui/empty-state.tsx'
import { ErrorSummary } from '../../../src/ui/error-summary.tsx'
import { Inset } from '../../../src/ui/inset.tsx'
import { Loading } from '../../../src/ui/loading.tsx'
import { Notification } from '../../../src/ui/notification.tsx'
import { Page } from '../../../src/ui/page.tsx'
import { Panel } from '../../../src/ui/panel.tsx'
import { PasswordField } from '../../../src/ui/password-field.tsx'
import { PinField } from '../../../src/ui/pin-field.tsx'
import { QuickChoice, QuickChoices } from '../../../src/ui/quick-choice.tsx'
import { Radios } from '../../../src/ui/radios.tsx'
import { Row, RowList } from '../../../src/ui/row-list.tsx'
import { SavedNote } from '../../../src/ui/saved-note.tsx'
import { Select } from '../../../src/ui/select.tsx'
import { Shell } from '../../../src/ui/shell.tsx'
import { RecordStatus, Status } from '../../../src/ui/status.tsx'
import { SummaryList } from '../../../src/ui/summary-list.tsx'
import { SyncNote, SyncSlot, type SyncState } from '../../../src/ui/sync-slot.tsx'
import { TwoPane } from '../../../src/ui/tabs-or-panes.tsx'
import { TaskList } from '../../../src/ui/task-list.tsx'
import { TextArea } from '../../../src/ui/text-area.tsx'
import { TextField } from '../../../src/ui/text-field.tsx'
import { TimeField } from '../../../src/ui/time-field.tsx'
import { Timeline } from '../../../src/ui/timeline.tsx'
import { VoiceLabel } from '../../../src/ui/voice-label.tsx'

interface FrameProps {
  current: string
  sync?: SyncState
  unsent?: number
  answer?: string
  actions?: ReactNode
  children: ReactNode
}

const SENT: SyncState = { kind: 'sent', time: '14:32' }
const ON_DEVICE: SyncState = { kind: 'on-device' }
const OFFLINE: SyncState = { kind: 'offline' }

const Frame = ({ current, sync = SENT, unsent = 0, answer, actions, children }: FrameProps) => (
  <Shell
    nav={[
      { href: '#today', label: 'Today', icon: 'today', count: 3, countLabel: '3 people due' },
      { href: '#people', label: 'People', icon: 'people' },
      { href: '#sessions', label: 'Sessions', icon: 'sessions' },
      { href: '#policy', label: 'Policy', icon: 'policy' },
      { href: '#account', label: 'Account', icon: 'account' },
    ].map((item) => ({ ...item, icon: item.icon as 'today', current: item.label === current }))}
    sync={<SyncSlot state={sync} unsent={unsent} answer={answer} onSendNow={() => {}} />}
    actions={
      actions ?? (
        <Button kind="quiet" icon="lock">
          Lock
        </Button>
      )
    }
    place="Rowan House"
  >
    {children}
  </Shell>
)

const Today = () => (
  <Frame current="Today">
    <Page title="Today" caption="Monday 15 June 2026" wide actions={<LinkButton href="#start" icon="plus">Start a session</LinkButton>}>
      <TwoPane
        split="even"
        first={
          <Card heading="Supervision due" beside={<span className="govuk-body-s govuk-!-margin-bottom-0">3 people</span>}>
            <RowList label="Supervision due">
              <Row
                href="#sam"
                title="Sam Okafor"
                meta="Agency · 16 shifts worked since 2 May"
                end={<ContextualDate day="2026-06-12" label="3 days late" tone="red">Fri 12 June</ContextualDate>}
              />
              <Row
                href="#ali"
                title="Ali Rahman"
                meta="Every month · last held Mon 18 May"
                end={<ContextualDate day="2026-06-18" label="Due in 3 days" tone="amber">Thu 18 June</ContextualDate>}
              />
              <Row
                href="#jo"
                title="Jo Pritchard"
                meta="Agency · 13 of 16 shifts"
                end={<Status state="due-soon" />}
              />
              <Row href="#mia" title="Mia Kowalska" meta="On leave until 1 July, agreed by D. Reid" end={<Status state="excused" />} />
              <Row href="#eve" title="Eve Thomas" meta="No interval agreed yet" end={<Status state="not-set-up" />} />
            </RowList>
          </Card>
        }
        second={
          <>
            <Card heading="Waiting for you to sign">
              <RowList label="Waiting for you to sign">
                <Row
                  href="#record"
                  title="Session with Ali Rahman"
                  meta="Held Mon 18 May, 1 hour 15 minutes. Sign by Tue 16 June."
                  end={<RecordStatus state="part-signed" />}
                />
              </RowList>
            </Card>
            <Card heading="Booked today">
              <RowList label="Booked today">
                <Row
                  title="Sam Okafor, 15:00"
                  meta="Office, 60 minutes"
                  action={<Button kind="secondary">Start</Button>}
                />
              </RowList>
            </Card>
            <Card heading="Actions">
              <EmptyState title="No actions are late" text="Actions agreed in sessions come here on the day they are due." />
            </Card>
          </>
        }
      />
    </Page>
  </Frame>
)

const topics = [
  ['actions', 'Actions from last time', 'Completed', undefined],
  ['wellbeing', 'How you are', 'Completed', undefined],
  ['young-people', 'The young people you care for', 'In progress', 'blue'],
  ['practice', 'Reflect on your practice', 'Not started', 'grey'],
  ['safeguarding', 'Keep people safe', 'Not started', 'grey'],
  ['training', 'Plan your learning', 'Not started', 'grey'],
  ['next', 'Agree actions and the next date', 'Not started', 'grey'],
] as const

const Session = ({ sync = ON_DEVICE, unsent = 2 }: { sync?: SyncState; unsent?: number }) => {
  const [nothing, setNothing] = useState(false)
  return (
    <Frame
      current="Sessions"
      sync={sync}
      unsent={unsent}
      actions={
        <Button kind="quiet" icon="lock">
          Hide screen
        </Button>
      }
    >
      <Page title="Session with Sam" caption="Mon 15 June · 23 minutes" back={{ href: '#hub', label: 'All topics' }} wide focus="leave">
        <TwoPane
          steady
          narrow="second"
          first={
            <Card heading="Topics">
              <TaskList
                tasks={topics.map(([id, title, text, tone]) => ({
                  id,
                  title,
                  href: `#${id}`,
                  status: { text, tone },
                  current: id === 'young-people',
                }))}
              />
            </Card>
          }
          second={
            <Card heading="The young people you care for">
              <SyncNote state={sync} />
              <p className="govuk-body">What is going well, what is hard, and what do they need from us?</p>
              <QuickChoices label="Short answers">
                <QuickChoice pressed={nothing} onChange={setNothing}>
                  Nothing since last time
                </QuickChoice>
                <QuickChoice pressed onChange={() => {}}>
                  Talk about it next time
                </QuickChoice>
              </QuickChoices>
              <TextArea
                label="What did you talk about?"
                hint="Use the case reference, not a child’s name."
                defaultValue={
                  'K-204 has settled since the room move. Sam spent two evenings helping with the garden; contact with mum is back to weekly.\n\nBedtimes still hard on Sundays after contact.'
                }
                saved={<SavedNote state="on-device" />}
                rows={5}
              />
              <TextArea
                label="What does Sam want to say?"
                voice={<VoiceLabel voice="supervisee" name="Sam" writtenBy="Dana" />}
                defaultValue="I’d like more time for the Sunday handover."
                saved={<SavedNote state="saving" />}
              />
              <Radios
                label="Have you completed this section?"
                inline={false}
                options={[
                  { value: 'yes', label: 'Yes, I’ve completed this section' },
                  { value: 'later', label: 'No, I’ll come back later' },
                ]}
                value="later"
              />
              <ButtonGroup>
                <Button>Next topic</Button>
                <Button kind="secondary">All topics</Button>
              </ButtonGroup>
            </Card>
          }
        />
      </Page>
    </Frame>
  )
}

const SessionOffline = () => <Session sync={OFFLINE} unsent={4} />

const Form = () => {
  const [date, setDate] = useState<DateValue>({ day: '31', month: '6', year: '2026' })
  const [time, setTime] = useState('2.30pm')
  const [place, setPlace] = useState<'office' | 'home' | 'call' | ''>('')
  const [about, setAbout] = useState<string[]>(['practice'])
  return (
    <Frame current="Sessions" sync={{ kind: 'sending' }} unsent={1}>
      <Page
        title="Book a session"
        back={{ href: '#back' }}
        error
        notices={
          <ErrorSummary
            errors={[
              { id: 'date', message: 'Session date must be a real date' },
              { id: 'place', message: 'Select where you will meet' },
            ]}
          />
        }
      >
        <Select
          label="Who is it with?"
          options={[
            { value: 'sam', label: 'Sam Okafor' },
            { value: 'ali', label: 'Ali Rahman' },
          ]}
          value="sam"
        />
        <DateField
          id="date"
          label="Session date"
          hint="It must be by Thu 18 June to be on time"
          value={date}
          onChange={setDate}
          error="Session date must be a real date"
          after={
            <QuickChoices label="Offered dates">
              <QuickChoice pressed={false} onChange={() => {}}>
                Tue 16 June
              </QuickChoice>
              <QuickChoice pressed={false} onChange={() => {}}>
                Wed 17 June
              </QuickChoice>
              <QuickChoice pressed={false} onChange={() => {}}>
                Thu 18 June
              </QuickChoice>
            </QuickChoices>
          }
        />
        <TimeField label="Start time" hint="For example, 14:30 or 2.30pm" value={time} onChange={setTime} />
        <TextField label="Length" suffix="minutes" width={4} inputMode="numeric" value="60" />
        <Radios
          id="place"
          label="Where will you meet?"
          error="Select where you will meet"
          value={place}
          onChange={setPlace}
          options={[
            { value: 'office', label: 'Office' },
            { value: 'home', label: 'In the home', hint: 'Somewhere you won’t be overheard' },
            { value: 'call', label: 'Video call', conditional: <TextField label="Link to the call" /> },
          ]}
        />
        <Checkboxes
          label="What will you talk about?"
          optional
          hint="Select all that apply"
          value={about}
          onChange={setAbout}
          options={[
            { value: 'practice', label: 'Practice' },
            { value: 'training', label: 'Training' },
            { value: 'none', label: 'Not decided yet', exclusive: true },
          ]}
        />
        <Details summary="Why this date?">
          <p className="govuk-body">Sam’s last session was on Mon 18 May. Your policy asks for one every month.</p>
        </Details>
        <ButtonGroup>
          <Button>Book the session</Button>
          <Button kind="secondary">Save and come back later</Button>
          <Button kind="quiet">Cancel</Button>
        </ButtonGroup>
      </Page>
    </Frame>
  )
}

const Sign = () => (
  <Frame current="Sessions" sync={{ kind: 'failed' }} unsent={3}>
    <Page title="Check and sign this record" caption="Session with Sam Okafor" back={{ href: '#back' }}>
      <Inset>The record is not complete until both of you sign.</Inset>
      <SummaryList
        rows={[
          { key: 'Date', value: 'Monday 15 June 2026', changeHref: '#date' },
          { key: 'Length', value: '1 hour 10 minutes', changeHref: '#length' },
          { key: 'Next session', value: 'Mon 29 June, 15:00', changeHref: '#next' },
        ]}
      />
      <h2 className="govuk-heading-m">What you talked about</h2>
      <SummaryList
        long
        rows={[
          {
            key: 'The young people you care for',
            value:
              'K-204 has settled since the room move. Sam spent two evenings helping with the garden.\n\nBedtimes still hard on Sundays after contact.',
            changeHref: '#young-people',
          },
          { key: 'Plan your learning', value: '', changeHref: '#training' },
        ]}
      />
      <h2 className="govuk-heading-m">Your signature</h2>
      <Radios
        label="Do you agree with this record?"
        value="agree"
        options={[
          { value: 'agree', label: 'I agree' },
          { value: 'comment', label: 'I agree, with a comment' },
          {
            value: 'disagree',
            label: 'I disagree',
            hint: 'Your reasons are kept on the record. Signing does not mean that you agree.',
          },
        ]}
      />
      <Checkbox label="This is a fair record of the session on Monday 15 June 2026" checked />
      <ButtonGroup>
        <Button icon="pen">Sign this record</Button>
      </ButtonGroup>
      <h2 className="govuk-heading-m">History</h2>
      <Timeline
        label="History of this record"
        items={[
          { id: '3', title: 'Shared with Sam', when: 'Mon 15 June, 16:20', by: 'by Dana Reid' },
          { id: '2', title: 'Held', when: 'Mon 15 June, 15:02', by: 'by Dana Reid', body: <p className="govuk-body">1 hour 10 minutes</p> },
          { id: '1', title: 'Planned', when: 'Mon 1 June, 09:15', by: 'by Dana Reid' },
        ]}
      />
    </Page>
  </Frame>
)

const Done = () => (
  <Frame current="Sessions" sync={{ kind: 'offline' }} unsent={1} answer="Still offline. Nothing is lost: we’ll send when you’re back.">
    <Page title="Signed">
      <Panel title="You’ve signed this record">
        <p>Waiting for Sam to sign by Tue 30 June. Saved on this device, not yet sent.</p>
      </Panel>
      <Notification kind="success" heading="The next session is booked for Mon 29 June, 15:00." />
      <h2 className="govuk-heading-m">What happens next</h2>
      <p className="govuk-body">Sam gets a message that says “Open Countersign”, and nothing else.</p>
      <p className="govuk-body">
        {(['not-due', 'due-soon', 'due', 'overdue', 'escalate', 'excused', 'not-set-up', 'met', 'met-late'] as const).map((state) => (
          <span key={state}>
            <Status state={state} />{' '}
          </span>
        ))}
      </p>
      <p className="govuk-body">
        {(['planned', 'held', 'shared', 'part-signed', 'locked', 'cancelled', 'missed', 'void'] as const).map((state) => (
          <span key={state}>
            <RecordStatus state={state} />{' '}
          </span>
        ))}
      </p>
      <Loading />
    </Page>
  </Frame>
)

const Lock = () => (
  <Shell home={null} sync={<SyncSlot state={{ kind: 'not-saved' }} unsent={2} />}>
    <Page title="Unlock Countersign">
      <Card heading="Dana">
        <p className="govuk-body">2 items waiting to send</p>
        <PasswordField label="Your four words" hint="They are on your card" value="apron kettle tulip violet" autoComplete="one-time-code" />
        <PinField label="Your PIN" hint="The six digits you chose for this device" value="271831" onChange={() => {}} />
        <ButtonGroup>
          <Button>Unlock</Button>
          <Button kind="quiet">Use your four words</Button>
        </ButtonGroup>
      </Card>
    </Page>
  </Shell>
)

const Asking = () => {
  const [open, setOpen] = useState(true)
  return (
    <Frame current="Account" sync={{ kind: 'offline' }} unsent={2}>
      <Page title="Account">
        <Button kind="warning" onClick={() => setOpen(true)}>
          Sign out
        </Button>
        <Dialog
          open={open}
          heading="Sign out with 2 items not sent?"
          onClose={() => setOpen(false)}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>Stay signed in</Button>
              <Button kind="warning">Sign out</Button>
            </>
          }
        >
          <p className="govuk-body">They stay sealed on this device and are sent when anyone signs in here.</p>
        </Dialog>
      </Page>
    </Frame>
  )
}

export const screens = {
  today: Today,
  session: Session,
  offline: SessionOffline,
  form: Form,
  sign: Sign,
  done: Done,
  lock: Lock,
  asking: Asking,
}
