/** One bringing in of a roster: chosen, checked, saved in chunks, done; or stopped half-way, with the rest still to save. */
import { useState } from 'react'
import { type RosterFile } from '../../domain/roster.ts'
import { type NewAct } from '../../queries/device.ts'
import { chunksOf } from '../../queries/roster.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { type RosterProblem } from '../../domain/roster/problem.ts'

/** What came of it, for the last page. */
export interface Brought {
  readonly fresh: number
  readonly changed: number
  readonly same: number
  readonly people: number
  readonly problems: readonly RosterProblem[]
  /** Whom the file names and who was not added, as it writes them, with their lines. */
  readonly leftOut: readonly { readonly text: string; readonly lines: readonly number[] }[]
}

export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'check'; readonly file: RosterFile }
  | { readonly at: 'saving'; readonly done: number; readonly total: number; readonly brought: Brought }
  | { readonly at: 'stopped'; readonly done: number; readonly total: number; readonly rest: readonly NewAct[]; readonly brought: Brought }
  | { readonly at: 'done'; readonly brought: Brought }

export interface Import {
  readonly step: ImportStep
  readonly check: (file: RosterFile) => void
  readonly bringIn: (acts: readonly NewAct[], brought: Brought) => Promise<void>
  /** After a stop: saves the rest. */
  readonly goOn: () => Promise<void>
  readonly leave: () => void
}

export const useImport = (): Import => {
  const device = useDevice()
  const [step, setStep] = useState<ImportStep>({ at: 'choose' })

  const saveFrom = async (acts: readonly NewAct[], before: number, brought: Brought): Promise<void> => {
    const total = before + acts.length
    let done = before
    setStep({ at: 'saving', done, total, brought })
    try {
      for (const chunk of chunksOf(acts)) {
        // In order: a shift of somebody new is saved after them, how far shifts are known after the shifts.
        await device.acts(chunk)
        done += chunk.length
        setStep({ at: 'saving', done, total, brought })
      }
      setStep({ at: 'done', brought })
    } catch {
      setStep({ at: 'stopped', done, total, rest: acts.slice(done - before), brought })
    }
  }

  return {
    step,
    check: (file) => setStep({ at: 'check', file }),
    bringIn: (acts, brought) => saveFrom(acts, 0, brought),
    goOn: async () => {
      if (step.at === 'stopped') await saveFrom(step.rest, step.done, step.brought)
    },
    leave: () => setStep({ at: 'choose' }),
  }
}
