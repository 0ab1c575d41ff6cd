/**
 * Who may read what of a record that is not theirs (A5, W1, W2; security.md section 5): one total table of readers and
 * classes, and what of it a policy's purpose opens. The pair have their file by scope (`projections.ts`) and are in the
 * table so that it is whole. Every reading by anybody else is online, has a reason, and is shown to the supervisee.
 */
import { type DutyName } from './duties.ts'
import { type PersonId } from './ids.ts'
import { type PrivacyClass } from './policy/form.ts'
import { type AccessPurpose, type Role } from './policy/governance.ts'
import { type PolicyPack } from './policy/pack.ts'
import { type SignableState } from './records/record.ts'
import { unreachable } from './unreachable.ts'

/** The columns of section 5. */
export type Reader = 'supervisee' | 'supervisor' | 'line-manager' | 'oversight' | 'inspector' | 'administration'

/** A privacy class of an answer, or the access log (F). */
export type ReadClass = PrivacyClass | 'F'

/** How much of a class a reader may have. */
export type Extent =
  /** All of it, as it is. */
  | 'whole'
  /** Only what a purpose of the policy opens to them. */
  | 'by-purpose'
  /** Only of a record that was escalated, or that both have agreed to pass on; by a purpose. */
  | 'if-passed-on'
  /** Whether something was said, not what; what was said by breaking the glass, where the policy does not forbid it. */
  | 'covered-or-glass'
  /** Whether something was said, and nothing more, ever. */
  | 'covered'
  /** With people as roles and references of children masked. */
  | 'as-roles'
  /** That it is there; the reference itself where a purpose needs it. */
  | 'masked-or-purpose'
  | 'masked'
  /** Of themselves. */
  | 'own'
  /** Of the people they manage. */
  | 'team'
  /** Where they are not whom it is about. */
  | 'not-the-subject'
  /** Where the policy's route, or the two, named them. */
  | 'if-named'
  | 'on-request'
  | 'none'

/** Section 5, cell by cell. */
export const READS = {
  supervisee: { A: 'whole', B: 'whole', C: 'whole', D: 'whole', E: 'own', F: 'own' },
  supervisor: { A: 'whole', B: 'whole', C: 'whole', D: 'whole', E: 'not-the-subject', F: 'own' },
  'line-manager': { A: 'if-passed-on', B: 'by-purpose', C: 'whole', D: 'masked-or-purpose', E: 'if-named', F: 'team' },
  oversight: { A: 'covered-or-glass', B: 'by-purpose', C: 'whole', D: 'masked-or-purpose', E: 'whole', F: 'whole' },
  inspector: { A: 'covered', B: 'as-roles', C: 'whole', D: 'masked', E: 'on-request', F: 'none' },
  administration: { A: 'none', B: 'by-purpose', C: 'whole', D: 'none', E: 'whole', F: 'whole' },
} as const satisfies Record<Reader, Record<ReadClass, Extent>>

/** One cell of section 5. */
export const extentOf = (reader: Reader, name: ReadClass): Extent => READS[reader][name]

/** The part a duty is read as in section 5. */
export const readerOfDuty = (duty: DutyName): Reader => {
  switch (duty) {
    case 'manager-above':
    case 'service-manager':
      return 'line-manager'
    case 'senior-manager':
    case 'assistant-director':
    case 'director':
    case 'quality-assurance':
    case 'performance-staff':
    case 'investigating-officer':
      return 'oversight'
    case 'human-resources':
      return 'administration'
    default:
      return unreachable(duty)
  }
}

/** How somebody who is not of the pair stands to the records of a setting. */
export interface Standing {
  readonly person: PersonId
  /** Manages the setting. */
  readonly manages: boolean
  readonly administrator: boolean
  /** Their duties in the setting. */
  readonly duties: readonly DutyName[]
}

/** One part in which somebody reads: the column of the table, and the policies' name for it where they have one. */
export interface ReadingPart {
  readonly reader: Reader
  readonly role: Role | null
}

/** Every part somebody has in a setting. */
export const partsOf = ({ manages, administrator, duties }: Standing): readonly ReadingPart[] => [
  ...(manages ? [{ reader: 'line-manager', role: 'line-manager' } as const] : []),
  ...duties.map((duty) => ({ reader: readerOfDuty(duty), role: duty })),
  ...(administrator ? [{ reader: 'administration', role: null } as const] : []),
]

/** A purpose of the policy that is open to one of somebody's parts. */
export interface OpenPurpose {
  readonly purpose: AccessPurpose
  readonly part: ReadingPart
}

/** The purposes for which somebody may ask to read (SSWB-4.16, WOK-9.4, SEF-5.2, SEF-5.6, HAV-8.2, WAL-12b, WAL-12c). */
export const purposesFor = (pack: Pick<PolicyPack, 'access'>, standing: Standing): readonly OpenPurpose[] => {
  const parts = partsOf(standing)
  return pack.access.flatMap((purpose) => {
    const part = parts.find(({ role }) => role !== null && purpose.readers.includes(role))
    return part ? [{ purpose, part }] : []
  })
}

/** The part by which somebody may break the glass on personal matters: oversight, whose readings are looked at (A5). */
export const glassPartOf = (standing: Standing): ReadingPart | null => partsOf(standing).find(({ reader }) => extentOf(reader, 'A') === 'covered-or-glass') ?? null

/** Whether what the two said may have left them: escalated to somebody, or passed on by both (SSWB-4.14, SEF-5.7). */
export const isPassedOn = ({ referrals, passedOn, supervisee, supervisor }: Pick<SignableState, 'referrals' | 'passedOn' | 'supervisee' | 'supervisor'>): boolean =>
  referrals.length > 0 || [supervisee, supervisor].every((each) => passedOn.some(({ by }) => by === each))

/** Others read a record once it is shared; before that, and once it is void, it is the two's, and others have its dates. */
export const isOpenToOthers = (state: SignableState): boolean => {
  if (state.voided) return false
  if (state.kind === 'observation' && !state.revealed) return false
  return state.shared !== null || state.signatures.length > 0 || state.locked
}

/** What one reading opens of each class: all of it, only whether something was said, masked, or nothing. */
export type Shown = 'whole' | 'covered' | 'masked' | 'none'
export type Opening = Readonly<Record<PrivacyClass, Shown>>

export interface ReadingAsked {
  readonly part: ReadingPart
  /** Null of a reading that no purpose of the policy gives: of dates, or by breaking the glass. */
  readonly purpose: Pick<AccessPurpose, 'classes'> | null
  readonly breakGlass: boolean
  /** An inspector has asked for concerns. */
  readonly requested: boolean
}

/**
 * What a reading opens. What a policy takes out for a reader stays out, whatever the purpose (SSWB-4.15, WOK-9.3, SEF-6.1):
 * breaking the glass does not bring it back.
 */
export const openingOf = (state: SignableState, pack: Pick<PolicyPack, 'redactions'>, person: PersonId | null, asked: ReadingAsked): Opening => {
  const { part, purpose, breakGlass, requested } = asked
  const opened = (name: PrivacyClass): boolean => purpose?.classes.includes(name) === true
  const takenOut = (name: PrivacyClass): boolean =>
    pack.redactions.some(({ readers, classes }) => part.role !== null && readers.includes(part.role) && classes.includes(name))
  const shown = (name: PrivacyClass): Shown => {
    const extent = extentOf(part.reader, name)
    if (!isOpenToOthers(state)) return name === 'C' ? 'whole' : 'none'
    switch (extent) {
      case 'whole':
        return 'whole'
      case 'as-roles':
        return 'whole'
      case 'by-purpose':
        return opened(name) && !takenOut(name) ? 'whole' : 'none'
      case 'if-passed-on':
        return opened(name) && isPassedOn(state) && !takenOut(name) ? 'whole' : 'none'
      case 'covered-or-glass':
        return breakGlass && !takenOut(name) ? 'whole' : 'covered'
      case 'covered':
        return 'covered'
      case 'masked-or-purpose':
        return opened(name) && !takenOut(name) ? 'whole' : 'masked'
      case 'masked':
        return 'masked'
      case 'if-named':
        return state.referrals.some(({ to }) => to !== null && to === person) ? 'whole' : 'none'
      case 'on-request':
        return requested ? 'whole' : 'none'
      case 'own':
      case 'team':
      case 'not-the-subject':
      case 'none':
        return 'none'
      default:
        return unreachable(extent)
    }
  }
  return { A: shown('A'), B: shown('B'), C: shown('C'), D: shown('D'), E: shown('E') }
}
