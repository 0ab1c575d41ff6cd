import { useCallback } from 'react'
import { NamedManager } from '../../domain/policy/answer.ts'
import { inForce } from '../../domain/planned.ts'
import { ofPost } from '../../domain/today.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSelected } from '../../queries/use-device.tsx'
import { type SignedView } from './record-view.ts'

/**
 * The senior manager named in the agreement in force, or else in the agreement on show (SEF-8.4); null where there is
 * none, or it is one of the two, who can't settle what they disagree on.
 */
export const useNamedManager = (view: SignedView): NamedManager | null => {
  const device = useDevice()
  const { state } = view
  const select = useCallback(
    (snapshot: Snapshot): NamedManager | null => {
      const signed = inForce(ofPost(snapshot.agreementFacts, state.post), device.asOf())
      const agreement = signed ? snapshot.agreements.get(signed.id) : state.kind === 'agreement' ? state : undefined
      const named = NamedManager.safeParse(agreement?.fields['named-manager']?.value)
      if (!named.success || named.data.name.trim() === '') return null
      const { person } = named.data
      return person === state.supervisee || person === state.supervisor ? null : named.data
    },
    [device, state],
  )
  return useSelected(select) ?? null
}
