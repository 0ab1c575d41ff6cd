import { useState } from 'react'
import { londonDay } from '../../domain/dates.ts'
import { type Security } from '../../queries/security.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { Asking } from './asking.tsx'
import { type SecurityCardProps } from './card-props.ts'
import { PasskeySetUp } from './passkey-set-up.tsx'
import { useAttempt } from './use-attempt.ts'

type Passkey = Security['passkeys'][number]
type Doing = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly passkey: Passkey }

const Renaming = ({ passkey, onSave, onCancel }: { passkey: Passkey; onSave: (label: string) => void; onCancel: () => void }) => {
  const { say } = useWords()
  const [label, setLabel] = useState(passkey.label)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSave(label.trim() || passkey.label)
      }}
    >
      <TextField label={say('security.passkey.label')} value={label} onChange={(typed) => setLabel(typed.slice(0, 60))} />
      <ButtonGroup>
        <Button type="submit">{say('security.passkey.save')}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </ButtonGroup>
    </form>
  )
}

/** One's passkeys: adding, naming and removing them. */
export const PasskeysCard = ({ security, matters, onChanged }: SecurityCardProps) => {
  const { say, day } = useWords()
  const device = useDevice()
  const { busy, problem, attempt } = useAttempt()
  const [doing, setDoing] = useState<Doing | null>(null)
  const [said, setSaid] = useState('')
  const { passkeys, passkeysHere, fresh } = security
  const over = async (sentence: string) => {
    setDoing(null)
    setSaid(sentence)
    await onChanged()
  }
  const change = (make: () => Promise<Security>, sentence: string) => {
    setDoing(null)
    return attempt(async () => {
      await make()
      await over(sentence)
      return null
    })
  }
  const dayOf = (at: Passkey['since']): string => day(londonDay(at), device.asOf())
  const metaOf = ({ since, lastUsed }: Passkey): string =>
    lastUsed === null
      ? say('security.passkey.since', { day: dayOf(since) })
      : say('security.passkey.used', { day: dayOf(since), used: dayOf(lastUsed) })
  const removing = doing?.what === 'remove' ? doing.passkey : null
  return (
    <Card heading={say('security.passkey.title')}>
      <p className="govuk-body">{say('security.passkey.text')}</p>
      {passkeys.length === 0 && <p className="govuk-body">{say('security.passkey.none')}</p>}
      {passkeys.length > 0 && (
        <RowList label={say('security.passkey.title')}>
          {passkeys.map((passkey) => (
            <Row
              key={passkey.id}
              title={passkey.label}
              meta={metaOf(passkey)}
              action={
                fresh && (
                  <div className="cs-row-actions">
                    <Button
                      kind="secondary"
                      busy={busy}
                      aria-label={say('security.passkey.renameOf', { name: passkey.label })}
                      onClick={() => setDoing({ what: 'rename', passkey })}
                    >
                      {say('security.passkey.rename')}
                    </Button>
                    <Button
                      kind="secondary"
                      busy={busy}
                      aria-label={say('security.passkey.removeOf', { name: passkey.label })}
                      onClick={() => setDoing({ what: 'remove', passkey })}
                    >
                      {say('security.passkey.remove')}
                    </Button>
                  </div>
                )
              }
            />
          ))}
        </RowList>
      )}
      {!passkeysHere && <p className="govuk-body">{say('security.passkey.notHere')}</p>}
      {doing?.what === 'add' && (
        <PasskeySetUp matters={matters} onDone={() => over(say('security.passkey.made'))} onCancel={() => setDoing(null)} />
      )}
      {doing?.what === 'rename' && (
        <Renaming
          key={doing.passkey.id}
          passkey={doing.passkey}
          onSave={(label) => change(() => matters.renamePasskey(doing.passkey.id, label), say('security.passkey.renamed'))}
          onCancel={() => setDoing(null)}
        />
      )}
      {fresh && passkeysHere && doing?.what !== 'add' && (
        <Button kind="secondary" busy={busy} onClick={() => setDoing({ what: 'add' })}>
          {say('security.passkey.begin')}
        </Button>
      )}
      <output className="cs-answer">{problem ?? said}</output>
      <Asking
        open={removing !== null}
        heading={say('security.passkey.removeTitle', { name: removing?.label ?? '' })}
        text={say('security.passkey.removeText')}
        yes={say('security.passkey.remove')}
        onYes={() => removing && change(() => matters.removePasskey(removing.id), say('security.passkey.removed'))}
        onNo={() => setDoing(null)}
      />
    </Card>
  )
}
