import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type ShiftState } from '../../domain/records/record.ts'
import { useDevice, useDrafts } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'
import { TwoPane } from '../../ui/tabs-or-panes.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { useWords } from '../../ui/words-provider.tsx'
import { ActionsPart } from '../shared/actions-part.tsx'
import { checkHref, readHref, sessionHref } from './addresses.ts'
import { elementId } from '../shared/element-id.ts'
import { Guidance } from '../shared/guidance.tsx'
import { ProposedForm } from '../shared/proposed-note.tsx'
import { firstUndone, type PartId, partOf } from './agenda.ts'
import { AgendaPane } from './agenda-pane.tsx'
import { AgendaPart } from './agenda-part.tsx'
import { gapExceeded } from './due.ts'
import { heldDraft, heldOf, type HeldProblem, PROBLEM_FIELD, sameHeld, withGap } from './held.ts'
import { LastActionsPart } from './last-actions-part.tsx'
import { NextDate } from './next-date.tsx'
import { OtherCompeting } from './other-competing.tsx'
import { partName } from './part-name.ts'
import { ReflectionPart } from './reflection-part.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { SectionLink } from './section-link.tsx'
import { SessionBar } from './session-bar.tsx'
import { matterOfSession } from './session-matter.ts'
import { type SessionView } from './session-view.ts'
import { SignedGate } from '../shared/signed-gate.tsx'
import { TopicsPart } from './topics-part.tsx'
import { useNow } from '../shared/use-now.ts'
import { useSave } from '../shared/use-save.ts'
import { useSection } from './use-section.ts'
import { WhenPart } from './when-part.tsx'

export interface SessionEditorProps {
  view: SessionView
  shifts: readonly ShiftState[]
}

const NO_PROBLEMS: readonly HeldProblem[] = []

/** A session being recorded: the agenda on one side, the part one is in on the other; on a phone one of the two. */
export const SessionEditor = ({ view, shifts }: SessionEditorProps) => {
  const words = useWords()
  const { say } = words
  const { id } = view.state
  const device = useDevice()
  const [, navigate] = useLocation()
  const now = useNow()
  const [opened] = useState(device.now)
  const drafts = useDrafts()
  const heading = useRef<HTMLHeadingElement>(null)
  const { section, notice, open, show } = useSection(id, heading)
  const { save, busy, failed } = useSave()
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const matter = matterOfSession({ view, shifts, now, opened, words })
  const { parts } = matter
  const [first] = useState<PartId>(() => firstUndone(parts))
  const wanted = section === undefined ? first : partOf(section, view)
  const current = parts.find((part) => part.id === wanted)?.id ?? first
  const place = parts.findIndex((part) => part.id === current)
  const next = parts[place + 1]?.id

  const finish = () =>
    save(async () => {
      await drafts.saveAll()
      const state = (await device.snapshot()).sessions.get(id) ?? view.state
      const draft = heldDraft(state, (field) => state.fields[field]?.value, matter.defaults)
      const outcome = heldOf(draft, device.now())
      if ('problems' in outcome) {
        setProblems([...outcome.problems])
        open('when')
        return
      }
      setProblems(NO_PROBLEMS)
      const held = withGap(outcome.held, gapExceeded({ ...view, shifts }, outcome.held.on) !== null)
      if (!sameHeld(state, held)) {
        await device.act({ recordId: id, kind: 'session', type: 'session.hold', payload: held })
      }
      navigate(checkHref(id))
    })

  const content = (): ReactNode => {
    switch (current) {
      case 'agenda':
        return <AgendaPart view={view} />
      case 'last':
        return <LastActionsPart view={view} open={matter.open} />
      case 'reflection':
        return (
          <ReflectionPart view={view} sections={matter.reflection} gap={matter.gap} today={matter.today} next={matter.next.day} />
        )
      case 'topics':
        return <TopicsPart view={view} sections={matter.topics} />
      case 'actions':
        return <ActionsPart view={view} today={matter.today} next={matter.next.day} />
      case 'when':
        return (
          <>
            <WhenPart view={view} defaults={matter.defaults} problems={problems} />
            <NextDate view={view} {...matter.next} />
          </>
        )
      default:
        return unreachable(current)
    }
  }

  const finishButton = (kind: 'primary' | 'secondary') =>
    view.role === 'supervisor' ? (
      <Button kind={kind} busy={busy} onClick={finish}>
        {say('sessions.finish')}
      </Button>
    ) : (
      <LinkButton kind={kind} href={readHref(id)}>
        {say('sessions.toRead')}
      </LinkButton>
    )

  // One array a try: the summary takes the focus with each new one.
  const errors = useMemo<readonly FieldError[]>(
    () => problems.map((problem) => ({ id: elementId(PROBLEM_FIELD[problem]), message: say(`sessions.problem.${problem}`) })),
    [problems, say],
  )
  const other = view.role === 'supervisor' ? view.supervisee : view.supervisor
  return (
    <Page
      wide
      title={say('sessions.one')}
      heading={say('sessions.with', { name: other.name })}
      caption={say('sessions.bothSee', { one: view.supervisee.knownAs, other: view.supervisor.knownAs })}
      error={errors.length > 0}
      focus={section === undefined ? 'heading' : 'leave'}
      notices={<ErrorSummary errors={errors} />}
    >
      <div className="govuk-body cs-session-editor">
        <SessionBar view={view} draft={matter.draft} now={now} />
        <ProposedForm form={view.form} />
        <SaveFailed failed={failed} />
        <TwoPane
          steady
          narrow={section === undefined ? 'first' : 'second'}
          first={
            <AgendaPane view={view} parts={parts} current={current} at={section} onStay={show}>
              {finishButton('secondary')}
            </AgendaPane>
          }
          second={
            <div onFocus={notice}>
              <SectionLink replace className="govuk-back-link cs-only-narrow" href={sessionHref(id)}>
                {say('sessions.toAgenda')}
              </SectionLink>
              <h2 ref={heading} className="cs-part__heading" tabIndex={-1}>
                {partName(current, view, words)}
              </h2>
              <SignedGate view={view}>
                <OtherCompeting view={view} part={current} />
                {content()}
              </SignedGate>
              <div className="cs-part__foot">
                {next ? (
                  <SectionLink replace className="govuk-button" href={sessionHref(id, next)}>
                    {say('sessions.continue', { part: partName(next, view, words) })}
                  </SectionLink>
                ) : (
                  finishButton('primary')
                )}
              </div>
            </div>
          }
        />
        <Guidance pack={view.pack} place="session" />
      </div>
    </Page>
  )
}
