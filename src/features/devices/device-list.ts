/** The vaults the service knows of, by device, with what each device said it has not sent. */
import { type Instant } from '../../domain/dates.ts'
import { type DeviceId, type PersonId } from '../../domain/ids.ts'
import { type DeviceKind } from '../../queries/vault-here.ts'
import { type DeviceReport, type VaultLine } from '../../queries/vaults.ts'

/** One device with those on it whom the asker may see. */
export interface DeviceLine {
  readonly device: DeviceId
  readonly kind: DeviceKind
  readonly people: readonly PersonId[]
  readonly since: Instant
  readonly lastSeen: Instant
  /** Null: it never said. */
  readonly unsent: number | null
  /** Everybody's vault on it is revoked; the last of these. */
  readonly gone: { readonly at: Instant; readonly by: PersonId | null } | null
}

const latest = (instants: readonly Instant[]): Instant | undefined => [...instants].sort((a, b) => (a < b ? 1 : -1))[0]

const lineOf = (device: DeviceId, all: readonly VaultLine[], reports: readonly DeviceReport[]): DeviceLine | null => {
  const current = all.filter(({ revokedAt }) => revokedAt === null)
  // Who enrolled anew has several, and one word for the device is enough.
  const of = current.length > 0 ? current : all
  const since = latest(of.map((vault) => vault.since))
  const lastSeen = latest(of.map((vault) => vault.lastSeen))
  const [one] = of
  if (!one || since === undefined || lastSeen === undefined) return null
  const people = [...new Set(of.map(({ person }) => person))]
  const said = reports.filter((report) => report.deviceId === device && people.includes(report.person))
  const last = current.length > 0 ? undefined : [...all].sort((a, b) => ((a.revokedAt ?? '') < (b.revokedAt ?? '') ? 1 : -1))[0]
  return {
    device,
    kind: of.some(({ kind }) => kind === 'shared') ? 'shared' : one.kind,
    people,
    since,
    lastSeen,
    unsent: said.length === 0 ? null : said.reduce((sum, { unsent }) => sum + unsent, 0),
    gone: last?.revokedAt ? { at: last.revokedAt, by: last.revokedBy } : null,
  }
}

/** Those in use before those that are gone, the last seen first. */
export const deviceLines = (vaults: readonly VaultLine[], reports: readonly DeviceReport[]): readonly DeviceLine[] =>
  [...new Set(vaults.map(({ deviceId }) => deviceId))]
    .map((device) => lineOf(device, vaults.filter(({ deviceId }) => deviceId === device), reports))
    .filter((line) => line !== null)
    .sort((a, b) => Number(a.gone !== null) - Number(b.gone !== null) || (a.lastSeen < b.lastSeen ? 1 : -1))
