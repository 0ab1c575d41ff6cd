/** Every refusal of a request: a code, a sentence, a status (protocol/errors.ts). Nothing of the request is repeated. */
import { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type ApiError, type ApiErrorCode } from '../../src/protocol/errors.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { serverErrors } from '../../src/words/server-errors.ts'

const SENTENCES: Readonly<Record<ApiErrorCode, string>> = serverErrors

const STATUS = {
  'body-malformed': 400,
  'body-invalid': 400,
  'body-duplicate-key': 400,
  'body-too-deep': 400,
  'body-too-large': 413,
  'content-type': 415,
  'sign-in-wrong': 401,
  'sign-in-throttled': 429,
  'sign-in-needed': 401,
  'code-needed': 403,
  'code-wrong': 403,
  'other-way-needed': 403,
  'second-factor-to-set': 403,
  'sign-in-not-fresh': 403,
  'second-factor-last': 409,
  'password-wrong': 403,
  'passkey-refused': 403,
  'took-too-long': 409,
  'principal-other': 409,
  'account-closed': 403,
  'invitation-unknown': 404,
  'sign-link-unknown': 404,
  'sign-link-not-now': 409,
  'username-taken': 409,
  'password-weak': 400,
  'device-revoked': 403,
  'proof-refused': 403,
  'vault-unknown': 404,
  'not-allowed': 403,
  'not-yourself': 409,
  'last-administrator': 409,
  'another-administrator-needed': 409,
  'cross-site': 403,
  'protocol-unsupported': 426,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-many-requests': 429,
  timeout: 408,
  'server-error': 500,
  'server-stopping': 503,
} as const satisfies Record<ApiErrorCode, number>

/** A refusal that code throws; the error handler answers it. */
export class Refused extends Error {
  readonly code: ApiErrorCode
  readonly statusCode: number
  readonly where: string | undefined
  readonly retryAfter: number | undefined

  constructor(code: ApiErrorCode, more: { readonly where?: string; readonly retryAfter?: number } = {}) {
    super(code)
    this.code = code
    this.statusCode = STATUS[code]
    this.where = more.where
    this.retryAfter = more.retryAfter
  }
}

/** What is not there, or not this person's, is answered alike (A7). @throws Refused `not-found` */
export const orNotFound = <T>(answer: T | null): T => {
  if (answer === null) throw new Refused('not-found')
  return answer
}

/** Fastify's own codes for what it refuses before a handler runs, and the compression plugin's. */
const OF_FASTIFY: Readonly<Record<string, ApiErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'body-malformed',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body-malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'body-malformed',
  FST_CP_ERR_INVALID_CONTENT_ENCODING: 'content-type',
  FST_CP_ERR_INVALID_CONTENT: 'body-malformed',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  // A gzip body that is cut short or is not gzip.
  Z_DATA_ERROR: 'body-malformed',
  Z_BUF_ERROR: 'body-malformed',
  ECONNRESET: 'body-malformed',
}

/** What zod says of the first fault, as the type provider hands it on. */
interface Issue {
  readonly keyword: string
  readonly instancePath: string
  readonly params: { readonly origin?: string }
}

/** The schema of a part of what a schema describes; null where the schema does not name that part. */
const partOf = (schema: z.core.$ZodType | null, part: string): z.core.$ZodType | null => {
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) return partOf(schema._zod.def.innerType, part)
  if (schema instanceof z.core.$ZodArray && /^\d+$/.test(part)) return schema._zod.def.element
  return schema instanceof z.core.$ZodObject && Object.hasOwn(schema._zod.def.shape, part) ? (schema._zod.def.shape[part] ?? null) : null
}

/**
 * Where the fault is, in words of our own: the path as far as the schema names it. Keys that the schema does not know are
 * somebody's content, and are not repeated.
 */
const whereOf = ({ instancePath }: Issue, body: unknown): string => {
  const known: string[] = []
  let schema = body instanceof z.core.$ZodType ? body : null
  for (const part of instancePath.split('/').filter((each) => each !== '')) {
    schema = partOf(schema, part)
    if (!schema) break
    known.push(part)
  }
  return known.length === 0 ? 'body' : known.join('.')
}

const ofValidation = (error: FastifyError, body: unknown): Refused | null => {
  if (!hasZodFastifySchemaValidationErrors(error)) return null
  const issue = error.validation[0] as Issue | undefined
  if (!issue) return new Refused('body-invalid')
  // An address with an id that is none is an address of nothing.
  if (error.validationContext === 'params') return new Refused('not-found')
  // More acts than a request may hold is too much, not wrong (P1: 413 halves the batch).
  const tooMany = issue.keyword === 'too_big' && issue.params.origin === 'array' && (issue.instancePath === '/acts' || issue.instancePath === '/sealed')
  return tooMany ? new Refused('body-too-large') : new Refused('body-invalid', { where: whereOf(issue, body) })
}

/**
 * What an error means to whoever sent the request; what we do not know is our own fault.
 *
 * @param body the schema of the route's body, where it has one
 */
export const refusalOf = (error: FastifyError, body?: unknown): Refused => {
  if (error instanceof Refused) return error
  const validation = ofValidation(error, body)
  if (validation) return validation
  const known = OF_FASTIFY[error.code]
  if (known) return new Refused(known)
  return new Refused(error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? 'body-malformed' : 'server-error')
}

/** Answers a refusal in the one shape there is. Wherever it was asked, nobody keeps it, and it is seen to be ours (L7). */
export const answerRefusal = (refusal: Refused, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  void reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION)).header('cache-control', 'no-store')
  if (refusal.retryAfter !== undefined) void reply.header('retry-after', String(refusal.retryAfter))
  const body: ApiError = {
    error: {
      code: refusal.code,
      message: SENTENCES[refusal.code],
      ...(refusal.where === undefined ? {} : { where: refusal.where }),
      requestId: request.id,
    },
  }
  return reply.code(refusal.statusCode).type('application/json; charset=utf-8').send(body)
}
