/** What is wrong with the storage of this device, or of this window, and what to do about it (V6, V7). */
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type StorageProblem, storageText } from './storage-text.ts'

export interface StorageInsetProps {
  problem: StorageProblem
  tone: 'amber' | 'red'
}

export const StorageInset = ({ problem, tone }: StorageInsetProps) => {
  const { title, text } = storageText(problem, useWords())
  return (
    <Inset tone={tone}>
      <p className="govuk-body">
        <strong>{title}</strong>
      </p>
      <p className="govuk-body">{text}</p>
    </Inset>
  )
}
