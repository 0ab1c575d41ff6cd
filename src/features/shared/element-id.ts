import { type FieldName } from '../../domain/records/deeds/common.ts'

/** The id of the element that holds a field, for links to it. */
export const elementId = (field: FieldName): string => `field-${field.replaceAll('.', '-')}`
