import { useEffect, useRef, useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { elementId } from '../shared/element-id.ts'
import { mayWrite } from '../shared/record-view.ts'
import { SaveFailed } from '../shared/save-failed.tsx'
import { useSave } from '../shared/use-save.ts'
import { ConsentEditor } from './consent-editor.tsx'
import { type Consent, consentInWords, consentsIn, lacksConsent, nameInWords, roleInWords } from './consents.ts'
import { type ObservationView } from './observation-view.ts'

const metaOf = (consent: Consent, words: Words) => {
  const lacks = lacksConsent(consent)
  return (
    <span className={lacks ? 'cs-consent cs-consent--lacks' : 'cs-consent'}>
      <Icon name={lacks ? 'late' : 'tick'} size="small" />
      {consentInWords(consent, words)}
    </span>
  )
}

/** Everybody who was asked, to read. */
const ConsentsToRead = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const consents = consentsIn(view.state)
  if (consents.length === 0) return <p className="govuk-body">{say('observations.consent.none')}</p>
  return (
    <RowList label={say('observations.consent.title')}>
      {consents.map((consent) => (
        <Row key={consent.id} title={nameInWords(consent, words)} meta={metaOf(consent, words)} end={roleInWords(consent, words)} />
      ))}
    </RowList>
  )
}

/** Once a person is written down one goes on to the next, or leaves from there. */
const ADD_ID = 'consent-add'

const ConsentsToWrite = ({ view }: { view: ObservationView }) => {
  const words = useWords()
  const { say } = words
  const device = useDevice()
  const { save, failed } = useSave()
  const [open, setOpen] = useState<string | null>(null)
  const [removed, setRemoved] = useState<string | null>(null)
  const focusOn = useRef<string | null>(null)
  const consents = consentsIn(view.state)
  const ids = consents.map(({ id }) => id)
  const place = open === null ? -1 : ids.indexOf(open)

  useEffect(() => {
    if (focusOn.current) document.getElementById(focusOn.current)?.focus()
    focusOn.current = null
  })

  const edit = (id: string) => {
    focusOn.current = elementId(`consent.${id}.who`)
    setRemoved(null)
    setOpen(id)
  }
  const close = () => {
    focusOn.current = ADD_ID
    setOpen(null)
  }
  const setTaken = (id: string, taken: boolean) =>
    save(() => device.edit({ recordId: view.state.id, kind: 'observation', values: { [`consent.${id}.removed`]: taken }, left: true }))
  const remove = async (id: string) => {
    close()
    if (ids.includes(id) && (await setTaken(id, true))) setRemoved(id)
  }
  const undo = async () => {
    if (removed && (await setTaken(removed, false))) setRemoved(null)
  }
  return (
    <>
      {consents.length === 0 && open === null && <p className="govuk-body">{say('observations.consent.none')}</p>}
      <RowList label={say('observations.consent.title')}>
        {consents
          .filter(({ id }) => id !== open)
          .map((consent) => (
            <Row
              key={consent.id}
              title={nameInWords(consent, words)}
              meta={
                <>
                  {roleInWords(consent, words)} {metaOf(consent, words)}
                </>
              }
              action={
                <Button kind="quiet" onClick={() => edit(consent.id)}>
                  {say('common.change')} <span className="govuk-visually-hidden">{nameInWords(consent, words)}</span>
                </Button>
              }
            />
          ))}
      </RowList>
      {open !== null && (
        <ConsentEditor
          key={open}
          view={view}
          id={open}
          number={(place < 0 ? ids.length : place) + 1}
          today={device.asOf()}
          onDone={close}
          onRemove={() => remove(open)}
        />
      )}
      <SaveFailed failed={failed} />
      <output className="cs-undo">
        {removed && (
          <>
            {say('observations.consent.removed')}{' '}
            <button type="button" className="cs-link-button" onClick={undo}>
              {say('observations.consent.undo')}
            </button>
          </>
        )}
      </output>
      <Button id={ADD_ID} kind="secondary" icon="plus" onClick={() => edit(device.newId())}>
        {say(consents.length > 0 || open !== null ? 'observations.consent.another' : 'observations.consent.add')}
      </Button>
    </>
  )
}

/** Who will be there and has said yes. Each part is saved as it is written. */
export const ConsentsPart = ({ view }: { view: ObservationView }) =>
  mayWrite(view, 'consent') ? <ConsentsToWrite view={view} /> : <ConsentsToRead view={view} />
