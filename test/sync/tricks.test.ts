/**
 * The list of tricks with a request (A4): what is sent, what is answered; nothing is changed, nothing of it is repeated, and
 * the service goes on. What is played with single bytes on a connection is in `connection.test.ts`.
 */
import { type OutgoingHttpHeaders } from 'node:http'
import { deflateSync, gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json } from '../../src/domain/json.ts'
import { type ApiError, type ApiErrorCode } from '../../src/protocol/errors.ts'
import { PushAnswer } from '../../src/protocol/push.ts'
import { PUSH_MAX_BYTES } from '../../src/protocol/version.ts'
import { ask, cameOf, CANARY, dump, expectRefusal, NOTHING } from './asking.ts'
import { type Answer, type Client, type House, openHouse, person } from './house.ts'

let house: House
let dana: Client
const recordId = v7()
beforeAll(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
})
afterAll(() => house.close())

/** A push of one edit, which says the word that no answer may repeat. */
const good = (value: Json = CANARY): string => JSON.stringify({ acts: [dana.edit(recordId, { feeling: value })] })
type Body = string | Uint8Array
const push = (body: Body, headers: OutgoingHttpHeaders = {}): Promise<Answer> =>
  ask(house.address, 'POST', '/api/acts', { ...dana.headers, ...headers }, body)
/** The good push with something put in or changed. */
const changed = (what: string | RegExp, instead: string): Body => {
  const whole = good()
  const other = whole.replace(what, instead)
  if (other === whole) throw new Error(`nothing to change at ${String(what)}`)
  return other
}
const inPatch = (more: string): Body => changed('"patch":{', `"patch":{${more},`)
/** The good push with a patch so full of lists or objects in each other that the whole is this deep. */
const deep = (levels: number, open: '[' | '{"a":'): string => {
  const [inner, close] = open === '[' ? ['', ']'] : ['1', '}']
  // Body, list of acts, act and patch are four.
  const nested = `${open.repeat(levels - 4)}${inner}${close.repeat(levels - 4)}`
  return good().replace('"patch":{', `"patch":{"a":${nested},`)
}
/** The good push, of exactly so many bytes. */
const sized = (bytes: number): string => good('x'.repeat(bytes - good('').length))

type Row = readonly [name: string, send: () => Promise<Answer>, status: number, code: ApiErrorCode]

const malformed = (name: string, body: () => Body, headers?: OutgoingHttpHeaders): Row => [name, () => push(body(), headers), 400, 'body-malformed']
const invalid = (name: string, body: () => Body): Row => [name, () => push(body()), 400, 'body-invalid']
const twice = (name: string, body: () => Body): Row => [name, () => push(body()), 400, 'body-duplicate-key']
const tooDeep = (name: string, body: () => Body): Row => [name, () => push(body()), 400, 'body-too-deep']
const tooLarge = (name: string, body: () => Body, headers?: OutgoingHttpHeaders): Row => [name, () => push(body(), headers), 413, 'body-too-large']
const ofType = (type: string | undefined): Row =>
  [`the type ${type ?? 'left out'}`, () => {
    const { 'content-type': _, ...headers } = dana.headers
    return ask(house.address, 'POST', '/api/acts', type === undefined ? headers : { ...headers, 'content-type': type }, good())
  }, 415, 'content-type']
const encoded = (encoding: string, body: () => Body): Row =>
  [`the encoding ${encoding}`, () => push(body(), { 'content-encoding': encoding }), 415, 'content-type']
const signedOut = (name: string, headers: () => OutgoingHttpHeaders): Row => [name, () => push(good(), headers()), 401, 'sign-in-needed']
const nowhere = (name: string, method: string, path: string): Row =>
  [name, () => ask(house.address, method, path, dana.headers, method === 'GET' ? undefined : good()), 404, 'not-found']
const unused = (name: string, method: string, path: string, headers: OutgoingHttpHeaders = {}): Row =>
  [name, () => {
    const { 'content-type': _, ...rest } = dana.headers
    return ask(house.address, method, path, { ...rest, ...headers })
  }, 405, 'method-not-allowed']

const GZIP = { 'content-encoding': 'gzip' }
const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
const tokenOf = (cookie: string): string => cookie.split('=')[1]!

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'content types': [
    ...[
      undefined, 'text/plain', 'text/plain; application/json', 'text/json', 'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x', 'multipart/form-data; boundary=application/json', 'application/vnd.api+json', 'application/jsonp',
      'application/json5', 'application/csp-report', 'application/javascript', 'application/json, text/plain', 'text/plain, application/json',
      'application/json, application/json', 'application/json; charset=utf-16', 'application/json; charset=utf-7', 'application/json; charset=iso-8859-1',
      'application/json; charset=utf-8; charset=utf-16', `application/json; ${CANARY}`, 'application/json;', 'application/json/', 'application/', '*/*', 'null', '',
    ].map(ofType),
    malformed('UTF-16 that is said to be JSON', () => utf16(good())),
    malformed('UTF-7, which no JSON is', () => good().replaceAll('"', '+ACI-')),
  ],
  'content encodings': [
    malformed('what is not gzip', () => good(), GZIP),
    malformed('gzip cut short', () => gzipSync(good()).subarray(0, 40), GZIP),
    malformed('gzip of gzip, said once', () => gzipSync(gzipSync(good())), GZIP),
    malformed('gzip that nobody says is gzip', () => gzipSync(good())),
    malformed('deflate that is said to be gzip', () => deflateSync(good()), GZIP),
    tooLarge('a gzip bomb of 100 MB', () => gzipSync(Buffer.alloc(100_000_000, 'x')), GZIP),
    tooLarge('gzip of one byte too many', () => gzipSync(sized(PUSH_MAX_BYTES + 1)), GZIP),
    encoded('gzip, gzip', () => gzipSync(gzipSync(good()))),
    encoded('deflate', () => deflateSync(good())),
    encoded('br', () => good()),
    encoded('zstd', () => good()),
    encoded('identity', () => good()),
    encoded('identity, gzip', () => gzipSync(good())),
    encoded('x-gzip', () => gzipSync(good())),
    encoded('GZIP', () => gzipSync(good())),
    encoded(CANARY, () => good()),
    encoded('__proto__', () => good()),
    encoded('constructor', () => good()),
  ],
  'what is no JSON': [
    malformed('words', () => `acts: ${CANARY}`),
    malformed('nothing', () => ''),
    malformed('blanks', () => '   '),
    malformed('a body cut short', () => good().slice(0, -10)),
    malformed('a byte order mark', () => `\uFEFF${good()}`),
    malformed('two values', () => `${good()}${good()}`),
    malformed('lines of JSON', () => `${good()}\n${good()}`),
    malformed('a comma at the end', () => changed(/\]\}$/, '],}')),
    malformed('a comment', () => changed('{"acts"', '{/* */"acts"')),
    malformed('a comment of a line', () => `${good()}//`),
    malformed('single quotes', () => good().replaceAll('"', "'")),
    malformed('a key without quotes', () => changed('"acts"', 'acts')),
    malformed('what protects JSON from being a script', () => `)]}',\n${good()}`),
    malformed('NaN', () => changed(/"schema":\d+/, '"schema":NaN')),
    malformed('Infinity', () => changed(/"schema":\d+/, '"schema":-Infinity')),
    malformed('a number in base 16', () => changed(/"schema":\d+/, '"schema":0x3')),
    malformed('a number with a nought in front', () => changed(/"schema":(\d+)/, '"schema":0$1')),
    malformed('a raw NUL', () => changed(CANARY, `${CANARY}\u0000`)),
    malformed('a raw line end in text', () => changed(CANARY, `${CANARY}\n`)),
    malformed('bytes that are no UTF-8', () => Buffer.concat([Buffer.from('{"acts":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])),
    malformed('UTF-8 written too long', () => Buffer.concat([Buffer.from('{"acts":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])),
    malformed('half a character in bytes', () => Buffer.concat([Buffer.from('{"acts":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])),
    malformed('half a character, escaped', () => changed(CANARY, '\\ud800')),
    malformed('the other half, escaped', () => changed(CANARY, 'x\\uDC00x')),
    malformed('the halves the wrong way round', () => changed(CANARY, '\\udc00\\ud800')),
    malformed('half a character as a key', () => inPatch('"\\ud834":1')),
  ],
  'keys said twice': [
    twice('in the body', () => changed('{"acts"', '{"acts":[],"acts"')),
    twice('with the same value', () => changed('"kind":"session"', '"kind":"session","kind":"session"')),
    twice('escaped', () => changed('{"acts"', '{"\\u0061cts":[],"acts"')),
    twice('both escaped', () => inPatch('"\\u0061":1,"a\\u0062":2,"\\u0061\\u0062":3')),
    twice('in an act', () => changed('"kind":', '"kind":"shift","kind":')),
    twice('in the opaque part', () => inPatch('"a":1,"a":2')),
    twice('deep in the opaque part', () => inPatch('"a":{"b":[{"c":{"d":1,"d":1}}]}')),
    twice('in the second object of a list', () => inPatch('"a":[{"b":1},{"b":1,"b":1}]')),
    twice('with something between', () => inPatch('"a":{"b":{"a":1}},"c":["a"],"a":1')),
    twice('the empty key', () => inPatch('"":1,"":2')),
    twice('a key that has a quote in it', () => inPatch('"\\"":1,"\\u0022":2')),
  ],
  'keys that objects have of their own': [
    invalid('__proto__ in the body', () => changed('{"acts"', '{"__proto__":{"administrator":true},"acts"')),
    invalid('__proto__ in an act', () => changed('"kind":', '"__proto__":{"schema":1},"kind":')),
    invalid('__proto__ in the opaque part', () => inPatch('"__proto__":{"administrator":true}')),
    invalid('__proto__, escaped', () => inPatch('"\\u005f\\u005fproto__":1')),
    invalid('__proto__ deep in a list', () => inPatch('"a":[[{"b":{"__proto__":null}}]]')),
    invalid('constructor', () => inPatch('"constructor":{"prototype":{"administrator":true}}')),
    invalid('prototype', () => inPatch('"prototype":1')),
    invalid('toString, where no key is known', () => changed('{"acts"', '{"toString":1,"acts"')),
  ],
  'depth': [
    tooDeep('lists one too deep', () => deep(33, '[')),
    tooDeep('objects one too deep', () => deep(33, '{"a":')),
    tooDeep('lists a hundred thousand deep', () => '['.repeat(100_000) + ']'.repeat(100_000)),
    tooDeep('objects fifty thousand deep', () => '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)),
    malformed('lists that are not closed', () => '['.repeat(100_000)),
  ],
  'size': [
    tooLarge('one byte too many', () => sized(PUSH_MAX_BYTES + 1)),
    tooLarge('one byte too many, of blanks', () => good().padEnd(PUSH_MAX_BYTES + 1)),
    tooLarge('one byte too many in pieces, the length not said', () => sized(PUSH_MAX_BYTES + 1), { 'transfer-encoding': 'chunked' }),
    tooLarge('characters that are more bytes', () => good('€'.repeat(PUSH_MAX_BYTES / 3))),
    tooLarge('more than 100 acts', () => JSON.stringify({ acts: Array.from({ length: 101 }, () => dana.edit(recordId, { feeling: 1 })) })),
  ],
  'what the schema does not say': [
    ...['[]', 'null', 'true', '1', `"${CANARY}"`, '{}', '{"acts":{}}', '{"acts":null}', '{"acts":[]}', '{"acts":[null]}', '{"acts":[[]]}', '{"acts":[{}]}', '{"":[]}'].map((text) =>
      invalid(text.replace(CANARY, 'text'), () => text),
    ),
    invalid('an unknown key', () => changed('{"acts"', `{"${CANARY}":1,"acts"`)),
    invalid('an unknown key in an act', () => changed('"kind":', `"${CANARY}":1,"kind":`)),
    invalid('the empty key', () => changed('{"acts"', '{"":1,"acts"')),
    invalid('a key in other case', () => changed('"kind":', '"Kind":')),
    invalid('a number where there is text', () => changed('"kind":"session"', '"kind":1')),
    invalid('a number written as text', () => changed(/"schema":(\d+)/, '"schema":"$1"')),
    invalid('true where there is a number', () => changed(/"schema":\d+/, '"schema":true')),
    invalid('a list of one where there is text', () => changed('"kind":"session"', '"kind":["session"]')),
    invalid('a whole number that no number is', () => changed(/"schema":\d+/, '"schema":12345678901234567890')),
    invalid('a number that is not whole', () => changed(/"schema":\d+/, '"schema":3.5')),
    invalid('a number below all', () => changed(/"schema":\d+/, '"schema":-1')),
    invalid('a number beyond all', () => changed(/"schema":\d+/, '"schema":1e999')),
    invalid('a number beyond all in the opaque part', () => inPatch(`"${CANARY}":1e999`)),
    invalid('an id with something behind it', () => changed(/"actId":"([^"]+)"/, `"actId":"$1${CANARY}"`)),
    invalid('an id with a line end behind it', () => changed(/"actId":"([^"]+)"/, '"actId":"$1\\n"')),
    invalid('an id in braces', () => changed(/"actId":"([^"]+)"/, '"actId":"{$1}"')),
    invalid('a hash in capitals', () => changed(/"hash":"[^"]+"/, `"hash":"${'A'.repeat(64)}"`)),
    invalid('a date that does not exist', () => changed(/"deviceTime":"[^"]+"/, '"deviceTime":"2026-02-30T10:00:00Z"')),
    invalid('a kind longer than any', () => changed('"kind":"session"', `"kind":"${'x'.repeat(41)}"`)),
    ['a body where none is asked for', () => ask(house.address, 'POST', '/api/calendar', dana.headers, `{"org":"${CANARY}"}`), 400, 'body-invalid'],
    ['an empty body where none is asked for', () => ask(house.address, 'POST', '/api/calendar', dana.headers, '{}'), 400, 'body-invalid'],
  ],
  'who asks': [
    signedOut('no cookie', () => ({ cookie: '' })),
    signedOut('a cookie that nobody gave', () => ({ cookie: `countersign=${'a'.repeat(43)}` })),
    signedOut('an empty cookie', () => ({ cookie: 'countersign=' })),
    signedOut('a very long cookie', () => ({ cookie: `countersign=${'a'.repeat(8000)}` })),
    signedOut('the cookie with something behind it', () => ({ cookie: `${dana.cookie}x` })),
    signedOut('the cookie in quotes and blanks', () => ({ cookie: `countersign=" ${tokenOf(dana.cookie)}"` })),
    signedOut('the cookie’s name in capitals', () => ({ cookie: `Countersign=${tokenOf(dana.cookie)}` })),
    signedOut('the name of the cookie of https, on http', () => ({ cookie: `__Host-countersign=${tokenOf(dana.cookie)}` })),
    signedOut('two cookies of the name, ours first', () => ({ cookie: `${dana.cookie}; countersign=${CANARY}` })),
    signedOut('two cookies of the name, ours last', () => ({ cookie: `countersign=${CANARY}; ${dana.cookie}` })),
    signedOut('the same cookie twice', () => ({ cookie: `${dana.cookie}; ${dana.cookie}` })),
    signedOut('the cookie inside another', () => ({ cookie: `x="${dana.cookie}"` })),
    signedOut('the token in another header', () => ({ cookie: '', authorization: `Bearer ${tokenOf(dana.cookie)}` })),
    signedOut('a header that says who it is', () => ({ cookie: '', 'x-forwarded-user': person('dana'), 'remote-user': 'dana' })),
  ],
  'addresses': [
    nowhere('nobody knows', 'GET', `/api/${CANARY}`),
    nowhere('of nothing at all', 'GET', `/${CANARY}`),
    nowhere('with a way up', 'GET', '/api/records/..%2f..%2fme/acts'),
    nowhere('with a way up, not escaped', 'GET', '/api/records/../../me'),
    nowhere('with a way up, escaped twice', 'GET', '/api/%252e%252e/me'),
    nowhere('with two strokes', 'POST', '//api/acts'),
    nowhere('with two strokes inside', 'POST', '/api//acts'),
    nowhere('with a stroke at the end', 'POST', '/api/acts/'),
    nowhere('with a stroke the other way', 'POST', '/api\\acts'),
    nowhere('in capitals', 'POST', '/API/ACTS'),
    nowhere('with a NUL', 'POST', '/api/acts%00'),
    nowhere('with a NUL and an ending', 'POST', '/api/acts%00.json'),
    nowhere('with a line end', 'POST', '/api/acts%0d%0ax-canary:1'),
    nowhere('with a semicolon', 'POST', '/api/acts;x=1'),
    nowhere('with an escape that is none', 'GET', `/api/%zz${CANARY}`),
    nowhere('of a page, with an escape that is none', 'GET', `/%zz${CANARY}`),
    nowhere('with half a character', 'GET', `/api/%ed%a0%80${CANARY}`),
    nowhere('with bytes that are no UTF-8', 'GET', `/api/%c0%af${CANARY}`),
    nowhere('a thousand parts long', 'GET', `/api${'/a'.repeat(1000)}`),
    nowhere('ten thousand characters long', 'GET', `/api/records/${'a'.repeat(10_000)}/acts`),
    ['an escaped letter, from another site', () => ask(house.address, 'POST', '/api/%61cts', { ...dana.headers, 'sec-fetch-site': 'cross-site' }, good()), 403, 'cross-site'],
    ['an escaped letter of “api”, from another site', () => ask(house.address, 'POST', '/%61pi/acts', { ...dana.headers, 'sec-fetch-site': 'cross-site' }, good()), 403, 'cross-site'],
    ['a whole address of elsewhere, from another site', () => ask(house.address, 'POST', 'http://canary.example/api/acts', { ...dana.headers, 'sec-fetch-site': 'cross-site' }, good()), 403, 'cross-site'],
  ],
  'methods': [
    unused('PUT', 'PUT', '/api/calendar'),
    unused('PATCH', 'PATCH', '/api/acts'),
    unused('DELETE', 'DELETE', '/api/me'),
    unused('OPTIONS', 'OPTIONS', '/api/acts'),
    ['OPTIONS, as a browser asks before a request of another site', () => ask(house.address, 'OPTIONS', '/api/acts', {
      origin: 'http://canary.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type',
    }), 403, 'cross-site'],
    unused('TRACE', 'TRACE', '/api/acts'),
    unused('PROPFIND', 'PROPFIND', '/api/acts'),
    unused('a method in a header', 'POST', '/api/me', { 'x-http-method-override': 'GET', 'x-http-method': 'GET', 'x-method-override': 'GET' }),
    unused('a method in the query', 'POST', '/api/me?_method=GET'),
  ],
}

describe.each(Object.entries(ROWS))('A4: tricks with %s: a code, a sentence, nothing changed', (_about, rows) => {
  test.each(rows)('%s', async (_name, send, status, code) => {
    expect(await cameOf(house, async () => expectRefusal(await send(), { status, code }))).toEqual(NOTHING)
  })
})

describe('A4: what is no trick is taken', () => {
  const taken: readonly [name: string, body: () => Body, headers?: OutgoingHttpHeaders][] = [
    ['the type in capitals', () => good(), { 'content-type': 'Application/JSON' }],
    ['the type with the one character set of JSON', () => good(), { 'content-type': 'application/json;charset=UTF-8' }],
    ['the character set in quotes', () => good(), { 'content-type': 'application/json; charset="utf-8"' }],
    ['gzip', () => gzipSync(good()), GZIP],
    ['as many bytes as there may be', () => sized(PUSH_MAX_BYTES)],
    ['as many bytes as there may be, in gzip', () => gzipSync(sized(PUSH_MAX_BYTES)), GZIP],
    ['as many bytes as there may be, in pieces', () => sized(PUSH_MAX_BYTES), { 'transfer-encoding': 'chunked' }],
    ['lists as deep as they may be', () => deep(32, '[')],
    ['objects as deep as they may be', () => deep(32, '{"a":')],
    ['the names of an object’s own keys, as values', () => good(['__proto__', 'constructor', 'prototype', { is: '__proto__' }])],
    ['the same key in two objects', () => good([{ a: { a: 1 } }, { a: 1 }])],
    ['a whole character in two escapes', () => changed(CANARY, '\\ud834\\udd1e')],
    ['an escaped backslash before what looks like half a character', () => changed(CANARY, '\\\\ud834')],
    ['an escaped NUL', () => changed(CANARY, '\\u0000')],
    ['the empty key in the opaque part', () => inPatch('"":1')],
    ['numbers that lose a little', () => inPatch('"a":12345678901234567890,"b":0.1e-400,"c":-0')],
    ['blanks around it', () => ` \r\n\t${good()}\n`],
  ]
  test.each(taken)('%s', async (_name, body, headers) => {
    const answer = await push(body(), headers)
    expect([answer.status, PushAnswer.safeParse(answer.body).success]).toEqual([200, true])
  })

  test('a query says nothing: neither who asks, nor what is done', async () => {
    const query = `?principal=${person('sam')}&x-principal=${person('sam')}&__proto__[administrator]=1&constructor=1&person[]=1&_method=DELETE&canary=%zz%00`
    const answer = await ask(house.address, 'GET', `/api/me${query}`, dana.headers)
    expect(answer.body).toMatchObject({ person: person('dana'), administrator: false })
    expect(await cameOf(house, async () => {
      expect((await ask(house.address, 'GET', `/api/calendar${query}`, dana.headers)).status).toBe(200)
    })).toEqual(NOTHING)
  })

  test('a body that comes with a reading is not read, and not taken for the next request', async () => {
    expect(await cameOf(house, async () => {
      for (const body of [good(), 'GET /api/canary HTTP/1.1\r\n\r\n']) {
        expect((await ask(house.address, 'GET', '/api/me', dana.headers, body)).status).toBe(200)
        expect((await ask(house.address, 'HEAD', '/api/me', dana.headers, body)).text).toBe('')
      }
    })).toEqual(NOTHING)
  })

  test('an address of which letters are escaped is the address', async () => {
    for (const path of ['/api/%61cts', '/%61pi/acts', `${house.address}/api/acts`]) {
      const answer = await ask(house.address, 'POST', path, dana.headers, good())
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    }
  })
})

test('A4: “where” names the first fault as far as the schema has a name for it', async () => {
  const where = async (body: Body): Promise<unknown> => ((await push(body)).body as ApiError).error.where
  expect(await where(changed(/"hash":"[^"]+"/, `"hash":"${CANARY}"`))).toBe('acts.0.hash')
  expect(await where(changed('"kind":', `"${CANARY}":1,"kind":`))).toBe('acts.0')
  expect(await where(inPatch(`"${CANARY}":1e999`))).toBe('acts.0.patch')
  expect(await where(changed('{"acts"', `{"${CANARY}":1,"acts"`))).toBe('body')
})

test('what finds a change finds one: a push that is taken is in the dump', async () => {
  const before = await dump(house)
  expect((await push(good('found'))).status).toBe(200)
  expect(await dump(house)).not.toBe(before)
})
