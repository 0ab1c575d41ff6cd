import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ReadReply, readAnswer } from '../../src/outbox/read-answer.ts'
import { meaningOf } from '../../src/outbox/meaning.ts'
import { backoffMs } from '../../src/outbox/retry.ts'
import { PROTOCOL_HEADER } from '../../src/protocol/version.ts'

const Shape = z.strictObject({ head: z.int(), pages: z.array(z.strictObject({ name: z.string() })) })
const JSON_OURS = { 'content-type': 'application/json; charset=utf-8', [PROTOCOL_HEADER]: '1' }
const from = (status: number, body: string, headers: Readonly<Record<string, string>> = JSON_OURS): ReadReply => ({
  status,
  body,
  header: (name) => headers[name] ?? null,
})
const good = '{"head":1,"pages":[{"name":"a"}]}'
const error = (code: string): string => JSON.stringify({ error: { code, message: 'm', requestId: 'r', more: 1 } })

describe('what an answer counts as (L7)', () => {
  it('L7: JSON with the protocol header and the right shape is an answer', () => {
    expect(readAnswer(from(200, good), Shape)).toEqual({ kind: 'answered', value: { head: 1, pages: [{ name: 'a' }] } })
  })

  it.each<[string, ReadReply]>([
    ['HTML', from(200, '<html>', { 'content-type': 'text/html' })],
    ['HTML said to be JSON', from(200, '<html>')],
    ['JSON without the protocol header', from(200, good, { 'content-type': 'application/json' })],
    ['the header without JSON', from(200, good, { ...JSON_OURS, 'content-type': 'text/plain' })],
    ['JSON of another shape', from(200, '{"head":"x","pages":[]}')],
    ['JSON cut short', from(200, good.slice(0, 12))],
    ['a sign-in wanted by a captive portal', from(401, 'sign in', { 'content-type': 'text/html' })],
    ['a proxy’s 502', from(502, 'bad gateway', { 'content-type': 'text/html' })],
  ])('L7: %s is being offline', (_, reply) => {
    expect(readAnswer(reply, Shape)).toEqual({ kind: 'offline' })
  })

  it('I9: keys that a newer server adds are left out, not refused', () => {
    const newer = '{"head":1,"added":{"x":1},"pages":[{"name":"a","more":true}]}'
    expect(readAnswer(from(200, newer), Shape)).toEqual({ kind: 'answered', value: { head: 1, pages: [{ name: 'a' }] } })
  })

  it('P1: a 413 means fewer acts, whoever says it', () => {
    const answer = readAnswer(from(413, 'too big', {}), Shape)
    expect(answer).toMatchObject({ kind: 'refused', status: 413 })
  })
})

describe('what a refusal means (T4)', () => {
  const meaning = (status: number, code: string, retryAfter?: string) => {
    const answer = readAnswer(from(status, error(code), { ...JSON_OURS, ...(retryAfter ? { 'retry-after': retryAfter } : {}) }), Shape)
    return answer.kind === 'answered' ? null : meaningOf(answer)
  }

  it.each<[number, string, string]>([
    [401, 'sign-in-needed', 'sign-in-needed'],
    [409, 'principal-other', 'sign-in-needed'],
    [413, 'body-too-large', 'too-large'],
    [400, 'body-malformed', 'malformed'],
    [400, 'body-invalid', 'malformed'],
    [426, 'protocol-unsupported', 'update-needed'],
    [408, 'timeout', 'wait'],
    [429, 'too-many-requests', 'wait'],
    [500, 'server-error', 'wait'],
    [503, 'server-stopping', 'wait'],
    [403, 'cross-site', 'wait'],
    [404, 'not-found', 'wait'],
    [400, 'a-code-of-later', 'wait'],
  ])('T4: %i %s means %s', (status, code, kind) => {
    expect(meaning(status, code)?.kind).toBe(kind)
  })

  it('T4: Retry-After is read in seconds, and nonsense in it is not', () => {
    expect(meaning(429, 'too-many-requests', '7')).toMatchObject({ retryAfterMs: 7000 })
    expect(meaning(503, 'server-stopping', 'Wed, 21 Oct 2015 07:28:00 GMT')).toMatchObject({ retryAfterMs: null })
    expect(meaning(503, 'server-stopping', '99999999')).toMatchObject({ retryAfterMs: 3_600_000 })
  })

  it('T4: the wait is jittered, from 1 s to 60 s, and never less than the server asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 600_000 })),
        (failures, random, asked) => {
          const ms = backoffMs(failures, asked, () => random)
          expect(ms).toBeGreaterThanOrEqual(Math.max(1000, asked ?? 0))
          expect(ms).toBeLessThanOrEqual(Math.max(60_000, asked ?? 0))
        },
      ),
    )
    expect(backoffMs(1, null, () => 0.99)).toBeLessThan(2000)
    expect(backoffMs(10, null, () => 0.99)).toBeGreaterThan(50_000)
  })
})
