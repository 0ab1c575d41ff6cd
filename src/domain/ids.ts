import * as z from 'zod/mini'

/** Ids are UUIDs: version 7, made on the device; version 5 where importing twice must be importing once. */
export const OrgId = z.uuid().brand('OrgId')
export type OrgId = z.infer<typeof OrgId>
export const RecordId = z.uuid().brand('RecordId')
export type RecordId = z.infer<typeof RecordId>
/** A person, a post and a setting are records: their id is their record's id. */
export const PersonId = RecordId.brand('PersonId')
export type PersonId = z.infer<typeof PersonId>
export const PostId = RecordId.brand('PostId')
export type PostId = z.infer<typeof PostId>
export const SettingId = RecordId.brand('SettingId')
export type SettingId = z.infer<typeof SettingId>
export const ActId = z.uuid().brand('ActId')
export type ActId = z.infer<typeof ActId>
export const DeviceId = z.uuid().brand('DeviceId')
export type DeviceId = z.infer<typeof DeviceId>
/** A pack made for an inspection. */
export const InspectionId = z.uuid().brand('InspectionId')
export type InspectionId = z.infer<typeof InspectionId>
