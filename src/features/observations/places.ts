/** Where on the pages of an observation each field of its form is written, whatever a policy puts there. */
import { type Field, type Section } from '../../domain/policy/form.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { type ActionsField, type AskedField, askedIn, isAsked, mainListOf } from '../shared/form-fields.ts'
import { type ObservationView } from './observation-view.ts'

/** Before the visit; by the observer from it; by the observed, apart; by both, once both views are shown. */
export type ObservationPlace = 'plan' | 'record' | 'own-view' | 'conclusions'

/** Of the fields that every observation has, where each is written. */
const KNOWN: Readonly<Record<string, ObservationPlace>> = {
  consent: 'plan',
  notes: 'record',
  record: 'record',
  'own-view': 'own-view',
  'went-well': 'conclusions',
  'to-improve': 'conclusions',
  actions: 'conclusions',
}

/** Where the field itself says that it is written; undefined where its section decides. */
const ownPlace = ({ key, view, type }: Field): ObservationPlace | undefined => {
  if (key.startsWith('plan.')) return 'plan'
  if (view) return view === 'observer' ? 'record' : 'own-view'
  return type === 'actions' ? 'conclusions' : KNOWN[key]
}

type Form = Pick<ObservationView, 'sections'>

/** A further field goes with the fields that every observation has in its section, else with the section before it. */
const placesIn = ({ sections }: Form): ReadonlyMap<Field, ObservationPlace> => {
  const places = new Map<Field, ObservationPlace>()
  let here: ObservationPlace = 'plan'
  for (const { fields } of sections) {
    here = fields.flatMap((field) => ownPlace(field) ?? [])[0] ?? here
    for (const field of fields) places.set(field, ownPlace(field) ?? here)
  }
  return places
}

/** The fields written in one place, in the form's order. */
export const fieldsAt = (form: Form, place: ObservationPlace): readonly AskedField[] => {
  const places = placesIn(form)
  return [...places.keys()].filter((field): field is AskedField => isAsked(field) && places.get(field) === place)
}

/** The lists of actions beside the form's own. */
export const otherActionLists = (form: Form): readonly ActionsField[] =>
  form.sections
    .flatMap(({ fields }) => fields)
    .filter((field): field is ActionsField => field.type === 'actions' && field.key !== mainListOf(form))

/** Where the field is written that a name belongs to: `plan.venue`, a cell of a table. */
export const placeOf = (view: Pick<ObservationView, 'sections' | 'state'>, name: FieldName): ObservationPlace | undefined => {
  const field = askedIn(view, name, view.state)
  return field && placesIn(view).get(field)
}

/** The title of the section that a field stands in. */
export const sectionOf = ({ sections }: Form, key: FieldName): Section | undefined =>
  sections.find(({ fields }) => fields.some((field) => field.key === key))
