import { type ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from './save-failed.tsx'
import { type Rows } from './use-rows.ts'

export interface RowsFootProps {
  rows: Rows
  /** What it says once a row is taken out. */
  removed: string
  /** The words of the button for another row. */
  add: string
  onAdd: () => void
  /** Stands beside the button: that there is nothing to record. */
  children: ReactNode
}

/** Under a list one adds to: that a row was not saved, the way back of the one taken out, and the button for another. */
export const RowsFoot = ({ rows, removed, add, onAdd, children }: RowsFootProps) => {
  const { say } = useWords()
  return (
    <>
      <SaveFailed failed={rows.failed} />
      <output className="cs-undo">
        {rows.undoable && (
          <>
            {removed}{' '}
            <button type="button" id={rows.undoId} className="cs-link-button" onClick={rows.undo}>
              {say('records.actions.undo')}
            </button>
          </>
        )}
      </output>
      <div className="cs-add-row">
        <Button id={rows.addId} kind="secondary" icon="plus" onClick={onAdd}>
          {add}
        </Button>
        {children}
      </div>
    </>
  )
}
