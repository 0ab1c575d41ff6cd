/** Every route of the running server against who may call it, written by hand (A5): a route nobody wrote down fails. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callerOf } from '../../sync/http/route-table.ts'
import { ROUTE_CALLERS } from './access-cells.ts'
import { type Client, type House, openHouse, person, send } from './house.ts'

let house: House
let sam: Client
beforeAll(async () => {
  house = await openHouse()
  sam = await house.signIn('sam')
})
afterAll(() => house.close())

/** The routes the server has: `POST /api/acts`. HEAD is answered by the route of GET. */
const routesOf = (): readonly string[] =>
  house.server.routes.filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api')).map(({ method, url }) => `${method} ${url}`)

test('every route of the server is written down with who may call it, and no other', () => {
  expect([...routesOf()].sort()).toEqual(Object.keys(ROUTE_CALLERS).sort())
  for (const [route, caller] of Object.entries(ROUTE_CALLERS)) {
    const [method = '', url = ''] = route.split(' ')
    expect([route, callerOf(method, url)]).toEqual([route, caller])
  }
})

test('a route without a row does not start', () => {
  expect(() => callerOf('GET', '/api/secrets')).toThrow('has no row in the table of routes')
  expect(callerOf('HEAD', '/api/me')).toBe('signed-in')
})

const urlOf = (route: string): { readonly method: string; readonly url: string } => {
  const [method = '', url = ''] = route.split(' ')
  return { method, url: url.replaceAll(/:\w+/g, () => v7()) }
}
const body = (method: string): string | undefined => (method === 'POST' ? '{}' : undefined)
const json = (method: string): Record<string, string> => (method === 'POST' ? { 'content-type': 'application/json' } : {})

describe.each(Object.entries(ROUTE_CALLERS))('%s', (route, caller) => {
  const { method, url } = urlOf(route)

  test(`is for ${caller}: nobody signed in`, async () => {
    const { status } = await send(house.address, method, url, json(method), body(method))
    expect(status === 401).toBe(caller !== 'anybody')
  })

  test(`is for ${caller}: A3, somebody signed in, and the request names another or nobody`, async () => {
    const statuses = await Promise.all(
      [{ 'x-principal': person('kofi') }, {}].map(async (names) => {
        const { status } = await send(house.address, method, url, { cookie: sam.cookie, ...names, ...json(method) }, body(method))
        return status
      }),
    )
    // Signing out would end it for the tests that follow.
    if (url === '/api/sign-out') sam = await house.signIn('sam')
    const names = caller === 'person' || caller === 'setting'
    expect(statuses.map((status) => status === 409)).toEqual([names, names])
  })
})
