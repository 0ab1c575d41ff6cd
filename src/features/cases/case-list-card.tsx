import { useState } from 'react'
import { type ListedCase } from '../../domain/records/deeds/cases.ts'
import { type KeptList, listAct } from '../../queries/case-lists.ts'
import { type RecordSync } from '../../queries/device.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { SyncWord } from '../shared/sync-word.tsx'
import { useSave } from '../shared/use-save.ts'
import { CaseForm } from './case-form.tsx'

export interface CaseListCardProps extends KeptList {
  sync: RecordSync | undefined
}

const NEW = ''

/** The case list of one setting, to keep: a case is added, changed, taken off and put back, each saved by itself. */
export const CaseListCard = ({ setting, list, sync }: CaseListCardProps) => {
  const { say, list: inWords } = useWords()
  const device = useDevice()
  const { save, busy, failed } = useSave()
  /** The reference of the case being changed, or that of none. */
  const [open, setOpen] = useState<string | null>(null)
  const [taken, setTaken] = useState<ListedCase | null>(null)
  const cases = list?.cases ?? []

  const write = (...changed: readonly ListedCase[]): Promise<boolean> =>
    save(async () => {
      await device.act(listAct(setting.id, changed))
      setOpen(null)
      setTaken(null)
    })
  const change = (before: ListedCase) => (written: ListedCase): Promise<boolean> =>
    // Under another reference it is another case: the one it was goes with the same act.
    before.reference === written.reference ? write(written) : write({ reference: before.reference, names: [] }, written)
  const takeOff = async ({ reference, names }: ListedCase): Promise<void> => {
    if (await write({ reference, names: [] })) setTaken({ reference, names })
  }
  const formFor = (before: ListedCase | null) => (
    <CaseForm
      id={`${setting.id}-${before ? cases.findIndex(({ reference }) => reference === before.reference) : 'new'}`}
      before={before}
      taken={cases.filter(({ reference }) => reference !== before?.reference).map(({ reference }) => reference)}
      busy={busy}
      onSave={before ? change(before) : write}
      onCancel={() => setOpen(null)}
    />
  )
  return (
    <Card heading={setting.name} beside={sync && sync.word !== 'sent' && <SyncWord sync={sync} />}>
      {cases.length === 0 ? (
        <p className="govuk-body">{say('guard.list.none')}</p>
      ) : (
        <RowList label={say('guard.list.of', { name: setting.name })}>
          {cases.map((each) =>
            open === each.reference ? (
              <li key={each.reference} className="cs-row">
                {formFor(each)}
              </li>
            ) : (
              <Row
                key={each.reference}
                title={<bdi>{each.reference}</bdi>}
                meta={<bdi>{inWords(each.names)}</bdi>}
                action={
                  <ButtonGroup>
                    <Button kind="quiet" onClick={() => setOpen(each.reference)}>
                      {say('common.change')} <span className="govuk-visually-hidden">{each.reference}</span>
                    </Button>
                    <Button kind="quiet" busy={busy} onClick={() => takeOff(each)}>
                      {say('guard.list.takeOff')} <span className="govuk-visually-hidden">{each.reference}</span>
                    </Button>
                  </ButtonGroup>
                }
              />
            ),
          )}
        </RowList>
      )}
      <output className="cs-undo">
        {taken && (
          <>
            {say('guard.list.takenOff', { reference: taken.reference })}{' '}
            <button type="button" className="cs-link-button" onClick={() => write(taken)}>
              {say('guard.list.putBack')}
            </button>
          </>
        )}
      </output>
      {open === NEW ? (
        formFor(null)
      ) : (
        <Button kind="secondary" icon="plus" onClick={() => setOpen(NEW)}>
          {say('guard.list.add')} <span className="govuk-visually-hidden">{setting.name}</span>
        </Button>
      )}
      <SaveFailed failed={failed} />
    </Card>
  )
}
