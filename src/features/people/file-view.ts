/** A person's supervision file as one reader has it: its sections in the policy's order, and what each holds. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type PostId } from '../../domain/ids.ts'
import { type Field, type Form, type Section } from '../../domain/policy/form.ts'
import { type FileSection, type PolicyPack } from '../../domain/policy/pack.ts'
import { holds } from '../../domain/policy/predicate.ts'
import { type Text } from '../../domain/policy/text.ts'
import { formOf, sectionsFor } from '../../domain/records/forms.ts'
import { factsOf } from '../../domain/records/policy-input.ts'
import { type FileState } from '../../domain/records/record.ts'
import { packFor, packOn } from '../../domain/adopted.ts'
import { type Snapshot } from '../../queries/device.ts'
import { formFor } from '../../queries/planned-session.ts'
import { type PersonView, personView } from './person-view.ts'

export type ReferencesField = Extract<Field, { type: 'references' }>

export interface FileView {
  readonly about: PersonView
  /** One of the two whose file it is; anybody else has dates and no words (K8). */
  readonly half: boolean
  /** Undefined until one of the two writes in it. */
  readonly file: FileState | undefined
  /** Of the policy's file, those that are for this person. */
  readonly sections: readonly FilePart[]
  /** The front sheet's own sections, without the lists of references. */
  readonly frontSheet: readonly Section[]
  readonly referencesOf: (part: FilePart) => ReferencesField | undefined
}

/** A part of the file: a section of the policy's own, or the records alone where it says nothing of a file. */
export type FilePart = Pick<FileSection, 'id' | 'holds'> & { readonly title: Text | null; readonly short: Text | null }

const RECORDS_ALONE: readonly FilePart[] = (['agreements', 'sessions', 'observations'] as const).map((kept) => ({
  id: kept,
  holds: kept,
  title: null,
  short: null,
}))

const isReferences = (field: Field): field is ReferencesField => field.type === 'references'

const formIn = (packs: readonly PolicyPack[], file: FileState | undefined, pack: PolicyPack | undefined): Form | undefined => {
  if (!file) return pack && formFor(pack, 'file')
  const pinned = packFor(packs, file.pins)
  return pinned && formOf(pinned, file.pins)
}

/** @returns null where the post is not on this device */
export const fileView = (snapshot: Snapshot, postId: PostId, me: PersonId, asOf: PlainDate): FileView | null => {
  const about = personView(snapshot, postId, me, asOf)
  if (!about) return null
  const { post, setting, iAm } = about
  const pack = setting && packOn(snapshot.packs, setting, asOf)
  const half = iAm.supervisor || iAm.supervisee
  const file = half ? snapshot.files.get(postId) : undefined
  const facts = factsOf(post, setting)
  const described = { facts, agreed: Boolean(about.agreement.inForce?.every), residentialGroups: pack?.residentialGroups ?? [] }
  const form = formIn(snapshot.packs, file, pack)
  const sections = form && pack ? sectionsFor(form, pack, facts) : []
  const references = sections.flatMap(({ fields }) => fields).filter(isReferences)
  return {
    about,
    half,
    file,
    sections: pack?.file
      ? pack.file
          .filter((section) => holds(section.when, described) && (section.holds !== 'front-sheet' || file !== undefined || form !== undefined))
          .map(({ id, title, short, holds: kept }) => ({ id, title, short: short ?? null, holds: kept }))
      : RECORDS_ALONE,
    frontSheet: sections.filter(({ fields }) => !fields.every(isReferences)),
    referencesOf: ({ id }) => references.find((field) => field.section === id),
  }
}
