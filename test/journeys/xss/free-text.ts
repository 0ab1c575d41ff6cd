/** Where in the shape of a deed somebody's own words may stand: texts that no pattern narrows. */
import type * as z from 'zod/mini'
import { type Json } from '../../../src/domain/json.ts'

interface Def {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>
  readonly element?: z.ZodMiniType
  readonly innerType?: z.ZodMiniType
  readonly options?: readonly z.ZodMiniType[]
  readonly valueType?: z.ZodMiniType
  readonly format?: string
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[]
}

/** @returns the paths of such texts, `readings.*.reason`, and of what may be any JSON at all */
export const freeTexts = (schema: z.ZodMiniType, path = ''): readonly string[] => {
  const def = schema._zod.def as unknown as Def
  const under = (key: string): string => (path === '' ? key : `${path}.${key}`)
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape ?? {}).flatMap(([key, value]) => freeTexts(value, under(key)))
    case 'array':
      return def.element ? freeTexts(def.element, under('*')) : []
    case 'record':
      return def.valueType ? freeTexts(def.valueType, under('*')) : []
    case 'optional':
    case 'nullable':
      return def.innerType ? freeTexts(def.innerType, path) : []
    case 'union':
      return [...new Set((def.options ?? []).flatMap((option) => freeTexts(option, path)))]
    case 'string':
      return def.format !== undefined || def.checks?.some((check) => check._zod.def.check === 'string_format') ? [] : [path]
    case 'lazy':
    case 'any':
    case 'unknown':
      return [path]
    default:
      return []
  }
}

/** Every text of a value, and the path at which it stands. */
export const textsIn = (value: Json, path = ''): readonly { readonly at: string; readonly text: string }[] => {
  if (typeof value === 'string') return [{ at: path, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, path === '' ? key : `${path}.${key}`))
}
