import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { type PersonId, type PostId } from '../../domain/ids.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorSummary, type FieldError } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { observations } from '../../words/en/observations.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { personNamed } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { observationHref } from './addresses.ts'
import { DayAndTime, type DayAndTimeValue, plannedFrom } from './day-and-time.tsx'
import { ObservationTag } from './observation-bar.tsx'
import { type CannotPlan, mineNow, planActs, type Planning, planningOf, startActs } from './planning.ts'

addArea('observations', { en: observations })

const CannotPlanPage = ({ why }: { why: CannotPlan }) => {
  const { say } = useWords()
  return (
    <Page title={say('observations.plan.cannot')}>
      <p className="govuk-body">{say(`observations.plan.cannot.${why}`)}</p>
      <LinkButton kind="secondary" href={hrefOf('today')}>
        {say('common.goToToday')}
      </LinkButton>
    </Page>
  )
}

/** An unplanned visit: from the person's page to the first note in two taps (J8). */
const StartNow = ({ planning }: { planning: Planning }) => {
  const { say } = useWords()
  const device = useDevice()
  const [, navigate] = useLocation()
  const { save, busy, failed } = useSave()
  const mine = mineNow(planning, device.me.person, device.asOf())
  const press = () =>
    save(async () => {
      const { recordId, acts } = startActs(planning, device)
      if (acts.length > 0) await device.acts(acts)
      navigate(observationHref(recordId), { replace: true })
    })
  const label = mine ? (mine.status === 'begun' ? 'observations.plan.now.running' : 'observations.plan.now.open') : 'observations.plan.now'
  return (
    <Card heading={say('observations.plan.now.title')}>
      <p className="govuk-body">{say('observations.plan.now.text')}</p>
      <SaveFailed failed={failed} />
      <Button busy={busy} onClick={press}>
        {say(label)}
      </Button>
    </Card>
  )
}

interface PlanFormProps {
  planning: Planning
  errors: readonly FieldError[]
  onErrors: (errors: readonly FieldError[]) => void
}

const PlanForm = ({ planning, errors, onErrors }: PlanFormProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const me = device.me.person
  const today = device.asOf()
  const [, navigate] = useLocation()
  const { save, busy, failed } = useSave()
  const [when, setWhen] = useState<DayAndTimeValue>({ on: today, at: '' })
  const [observer, setObserver] = useState<PersonId>(me)
  const press = async () => {
    const planned = plannedFrom(when, words)
    onErrors('errors' in planned ? planned.errors : [])
    if ('errors' in planned) return
    await save(async () => {
      const { recordId, acts } = planActs(planning, { observer, ...planned }, device.newId)
      await device.acts(acts)
      navigate(observationHref(recordId), { replace: true })
    })
  }
  return (
    <Card heading={say('observations.plan.later.title')}>
      <DayAndTime value={when} onChange={setWhen} errors={errors} today={today} />
      {planning.observers.length > 1 && (
        <Radios
          label={say('observations.plan.observer')}
          options={planning.observers.map(({ id, name }) => ({
            value: id,
            label: id === me ? say('observations.plan.me', { name }) : name,
          }))}
          value={observer}
          onChange={setObserver}
        />
      )}
      <SaveFailed failed={failed} />
      <Button kind="secondary" busy={busy} onClick={press}>
        {say('observations.plan.save')}
      </Button>
    </Card>
  )
}

export interface PlanObservationPageProps {
  postId: PostId
}

/** Plans an observation, or begins one on the spot; the record itself is where the rest is written. */
export const PlanObservationPage = ({ postId }: PlanObservationPageProps) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { data: snapshot } = useSnapshot()
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const me = device.me.person
  const asOf = device.asOf()
  const planning = useMemo(() => (snapshot ? planningOf(snapshot, postId, me, asOf) : null), [snapshot, postId, me, asOf])
  if (!snapshot || planning === null) return <Loading />
  if (typeof planning === 'string') return <CannotPlanPage why={planning} />
  const { supervisee, open } = planning
  return (
    <Page
      title={say('observations.plan.title')}
      heading={say('observations.plan.heading', { name: supervisee.name })}
      back={{ href: hrefOf('person', { postId }), label: supervisee.name }}
      error={errors.length > 0}
      notices={<ErrorSummary errors={errors} />}
    >
      <div className="govuk-body">
        <StartNow planning={planning} />
        {open.length > 0 && (
          <Card heading={say('observations.plan.open')}>
            <RowList label={say('observations.plan.open')}>
              {open.map(({ id, plannedFor, supervisor, status }) => (
                <Row
                  key={id}
                  href={observationHref(id)}
                  title={say('observations.plan.openBy', {
                    day: words.day(plannedFor, asOf),
                    name: personNamed(snapshot, supervisor).name,
                  })}
                  end={<ObservationTag status={status} />}
                />
              ))}
            </RowList>
          </Card>
        )}
        <PlanForm planning={planning} errors={errors} onErrors={setErrors} />
      </div>
    </Page>
  )
}
