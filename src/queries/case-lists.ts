/** Keeping a setting’s case list (W6): who keeps which, and the act that changes it. */
import { type PersonId, type SettingId } from '../domain/ids.ts'
import { type ListedCase } from '../domain/records/deeds/cases.ts'
import { type CaseListState, type SettingState } from '../domain/records/record.ts'
import { caseListId } from '../protocol/derived-ids.ts'
import { type NewAct, type Snapshot } from './device.ts'

/** A setting with its list as far as there is one. */
export interface KeptList {
  readonly setting: SettingState
  readonly list: CaseListState | undefined
}

/** The lists that somebody keeps: of the settings they manage, by name. */
export const listsKeptBy = ({ settings, caseLists }: Pick<Snapshot, 'settings' | 'caseLists'>, person: PersonId): readonly KeptList[] =>
  [...settings.values()]
    .filter(({ managers }) => managers.includes(person))
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    .map((setting) => ({ setting, list: caseLists.get(caseListId(setting.id)) }))

/** The act that says what these cases are called; with no names one is taken off the list. */
export const listAct = (setting: SettingId, cases: readonly ListedCase[]): NewAct => ({
  recordId: caseListId(setting),
  kind: 'case-list',
  type: 'cases.list',
  payload: { setting, cases: [...cases] },
})
