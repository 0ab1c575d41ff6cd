/**
 * What an answer counts as (L7). Only JSON that carries the protocol header is the service's; everything else, with
 * whatever status, is a captive portal or a proxy: being offline.
 */
import * as z from 'zod/mini'
import { PROTOCOL_HEADER } from '../protocol/version.ts'

export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | {
      readonly kind: 'refused'
      readonly status: number
      /** One of `ApiErrorCode`, or one this version does not know. */
      readonly code: string
      readonly retryAfterMs: number | null
    }
  | { readonly kind: 'offline' }

export interface ReadReply {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly body: string
}

/** Loose: an error of a newer server is read too. */
const AnyError = z.object({ error: z.object({ code: z.string() }) })

const TOO_LARGE = 413
const MOST_WAIT_MS = 3_600_000

/** Milliseconds to wait, of what `Retry-After` says; null where it says no number. */
export const retryAfterIn = (header: string | null): number | null => {
  const seconds = header === null ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, MOST_WAIT_MS) : null
}

const isJson = (contentType: string | null): boolean =>
  /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(contentType ?? '')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value)

/**
 * Reads by a schema, leaving out keys it does not know: an older device goes on understanding a newer server (I9).
 * `value` is this function's own, fresh from the text.
 */
const read = <T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined => {
  for (let tries = 0; tries < 3; tries += 1) {
    const result = schema.safeParse(value)
    if (result.success) return result.data
    const unknown = result.error.issues.filter((issue) => issue.code === 'unrecognized_keys')
    if (unknown.length < result.error.issues.length) return undefined
    for (const { path, keys } of unknown) {
      const holder = at(value, path) as Record<string, unknown>
      for (const key of keys) delete holder[key]
    }
  }
  return undefined
}

/** @param schema what a success says */
export const readAnswer = <T>(reply: ReadReply, schema: z.ZodMiniType<T>): Answer<T> => {
  const { status } = reply
  const ours = isJson(reply.header('content-type')) && reply.header(PROTOCOL_HEADER) !== null
  if (!ours) {
    // A proxy in between may have the smaller limit; halving is right whoever says so (P1).
    return status === TOO_LARGE
      ? { kind: 'refused', status, code: 'body-too-large', retryAfterMs: null }
      : { kind: 'offline' }
  }
  const body = parsed(reply.body)
  if (status >= 200 && status < 300) {
    const value = read(schema, body)
    return value === undefined ? { kind: 'offline' } : { kind: 'answered', value }
  }
  const code = AnyError.safeParse(body).data?.error.code ?? 'server-error'
  return { kind: 'refused', status, code, retryAfterMs: retryAfterIn(reply.header('retry-after')) }
}
