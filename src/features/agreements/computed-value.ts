import { type Field } from '../../domain/policy/form.ts'
import { type AgreementView } from './agreement-view.ts'

/** A field that nobody types: who the agreement is between, and where; '' for what an agreement does not know. */
export const computedValue = (view: AgreementView, { from }: Field & { readonly type: 'computed' }): string => {
  if (from === 'supervisee' || from === 'name') return view.supervisee.name
  if (from === 'supervisor') return view.supervisor.name
  if (from === 'known-as') return view.supervisee.knownAs
  if (from === 'post-title') return view.post.title
  return from === 'setting' ? (view.setting?.name ?? '') : ''
}
