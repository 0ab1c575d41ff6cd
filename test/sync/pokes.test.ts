/** The stream that says that something changed (L6): the real server over real sockets. */
import { type Socket } from 'node:net'
import { IDBFactory } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PROTOCOL_HEADER } from '../../src/protocol/version.ts'
import { MOST_EACH } from '../../sync/services/pokes.ts'
import { change } from './account-house.ts'
import { ask } from './asking.ts'
import { Client, cookieOf, device, EVERYBODY, heldSession, type House, openHouse, person, post, signInAs } from './house.ts'
import { hear, type Hearing } from './hearing.ts'
import { enrol } from './vault-house.ts'
import { comesIn, world } from './world.ts'

const PATIENCE = { timeout: 15_000 }

let house: House
beforeEach(async () => {
  house = await openHouse({ administrator: 'ada', others: ['ada'] })
})
afterEach(() => house.close())

const EVERYONE = [...EVERYBODY, 'ada']

/** Everybody listens. */
const allHear = async (): Promise<Map<string, { readonly client: Client; readonly hearing: Hearing }>> =>
  new Map(
    await Promise.all(
      EVERYONE.map(async (key) => {
        const client = await house.signIn(key)
        return [key, { client, hearing: await hear(house, client) }] as const
      }),
    ),
  )

/**
 * Who is woken by something. Waking goes in the order of the changes: once a later one for everybody has come, nobody is
 * still to be woken by the first.
 */
const wokenBy = async (people: Awaited<ReturnType<typeof allHear>>, work: () => Promise<unknown>): Promise<readonly string[]> => {
  const counts = () => new Map([...people].map(([key, { hearing }]) => [key, hearing.pokes()]))
  const before = counts()
  await work()
  // News of one moment is told together: the change for everybody must come after, and what came be read.
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve))
  const after = counts()
  await people.get('ada')!.client.push(people.get('ada')!.client.act(v7(), 'person.add', { name: 'Noor Example', knownAs: 'Noor', staffNumber: null }, 'person'))
  await vi.waitFor(() => {
    const now = counts()
    expect([...now].filter(([key, count]) => count <= after.get(key)!)).toEqual([])
  }, PATIENCE)
  return [...after].filter(([key, count]) => count > before.get(key)!).map(([key]) => key).sort()
}

describe('L6: who is woken', () => {
  test('L6: a session wakes the two whose file it is in and who manages the home, and nobody else', async () => {
    const people = await allHear()
    const of = (key: string) => people.get(key)!.client
    expect(await wokenBy(people, () => heldSession(of('dana')))).toEqual(['dana', 'sam'])
    expect(await wokenBy(people, () => heldSession(of('priya'), 'kofi'))).toEqual(['dana', 'kofi', 'priya'])
    expect(await wokenBy(people, () => heldSession(of('olu'), 'una'))).toEqual(['olu', 'una'])
  })

  test('L6: a change for the whole service wakes everybody', async () => {
    const people = await allHear()
    const { client } = people.get('ada')!
    expect(await wokenBy(people, () => client.push(client.act(v7(), 'person.add', { name: 'Ines Example', knownAs: 'Ines', staffNumber: null }, 'person')))).toEqual([...EVERYONE].sort())
  })

  test('L6, L3: a change of supervisor wakes the one before, the one after, whose post it is and who manages', async () => {
    const people = await allHear()
    const { client } = people.get('dana')!
    const woken = await wokenBy(people, () => client.push(client.act(post('ade'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-02' }, 'post')))
    expect(woken).toEqual(['ade', 'dana', 'priya'])
    // From then on it is the new supervisor's, and the home's.
    const { client: priya } = people.get('priya')!
    expect(await wokenBy(people, () => heldSession(priya, 'ade'))).toEqual(['ade', 'dana', 'priya'])
  })

  test('L6: what comes to nothing wakes nobody: the same acts again, an act in quarantine, a transaction that fails', async () => {
    const people = await allHear()
    const { client } = people.get('dana')!
    const id = v7()
    const plan = client.plan(id, 'sam')
    await client.push(plan)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(
      await wokenBy(people, async () => {
        expect((await client.push(plan)).map(({ outcome }) => outcome)).toEqual(['duplicate'])
        expect((await client.push(client.plan(v7(), 'una'))).map(({ outcome }) => outcome)).toEqual(['quarantined'])
      }),
    ).toEqual([])
  })
})

describe('L6: what is said', () => {
  test('L6, W1: nothing but that something changed, and signs of life', async () => {
    const people = await allHear()
    await heldSession(people.get('dana')!.client)
    await vi.waitFor(() => expect(people.get('sam')!.hearing.pokes()).toBeGreaterThan(0), PATIENCE)
    house.server.pokes.beat()
    await vi.waitFor(() => expect(people.get('kofi')!.hearing.text()).toBe(':\n\n:\n\n'), PATIENCE)
    expect(people.get('sam')!.hearing.text()).toMatch(/^:\n\n(?:data: changed\n\n|:\n\n)+$/)
  })

  test('L7: it is ours to see, kept by nobody, and compressed for no browser', async () => {
    const { status, headers, text } = await hear(house, await house.signIn('sam'), { 'accept-encoding': 'gzip, deflate, br' })
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', [PROTOCOL_HEADER]: expect.any(String), 'x-accel-buffering': 'no' })
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers['content-length']).toBeUndefined()
    expect(text()).toBe(':\n\n')
  })

  test('asked for its head alone it answers nobody for ever', async () => {
    const { headers } = await house.signIn('sam')
    expect((await ask(house.address, 'HEAD', '/api/pokes', { cookie: headers['cookie'], 'x-principal': headers['x-principal'] })).status).toBe(405)
  })

  test('A9: its lines say the route, and the status once it has ended', async () => {
    const sam = await house.signIn('sam')
    house.logs.length = 0
    const hearing = await hear(house, sam)
    await sam.request('POST', '/api/sign-out')
    await hearing.end
    const lines = () => house.logs.map((line) => JSON.parse(line) as { msg: string; req?: { route: string }; res?: { status: number } })
    await vi.waitFor(() => expect(lines().filter(({ msg, res }) => msg === 'request completed' && res?.status === 200)).toHaveLength(2), PATIENCE)
    expect(lines().filter(({ req }) => req?.route === '/api/pokes').map(({ msg }) => msg)).toEqual(['incoming request'])
    expect(house.logs.join('')).not.toContain(person('sam'))
  })
})

describe('L6: when it ends', () => {
  const TABLET = device('tablet')

  test('A1: signing out ends the streams of that sign-in, and no others of the person', async () => {
    const [here, there] = [await house.signIn('sam'), await house.signIn('sam')]
    const [ending, staying] = [await hear(house, here), await hear(house, there)]
    await here.request('POST', '/api/sign-out')
    await ending.end
    expect(staying.ended()).toBe(false)
    expect((await hear(house, here)).status).toBe(401)
  })

  test('A1: a sign-in that its owner ended from another ends its streams', async () => {
    const here = await house.signIn('sam')
    const there = await house.signIn('sam')
    const [ending, staying] = [await hear(house, there), await hear(house, here)]
    expect((await here.request('DELETE', '/api/sign-ins')).status).toBe(200)
    await ending.end
    expect(staying.ended()).toBe(false)
  })

  test('A1: an account that is disabled has its streams ended, and nobody else’s', async () => {
    const [sam, ade] = [await hear(house, await house.signIn('sam')), await hear(house, await house.signIn('ade'))]
    expect((await change(await house.signIn('ada'), 'sam', 'disable')).status).toBe(200)
    await sam.end
    expect(ade.ended()).toBe(false)
  })

  test('K6: a device that is revoked has its streams ended', async () => {
    const vault = await enrol(house, 'sam', TABLET)
    const answer = await vault.signIn()
    const lost = await hear(house, new Client('sam', house.address, cookieOf(answer), house.now))
    const other = await house.signIn('sam')
    const staying = await hear(house, other)
    expect((await other.request('POST', '/api/vaults/revoke', { deviceId: TABLET, reason: 'lost' })).status).toBe(200)
    await lost.end
    expect(staying.ended()).toBe(false)
  })

  test('A1: a sign-in that runs out, with nobody asking, is noticed', async () => {
    const hearing = await hear(house, await house.signIn('sam'))
    house.pass(16 * 60_000)
    for (let n = 0; n < 12; n += 1) {
      house.server.pokes.beat()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await hearing.end
    expect(hearing.ended()).toBe(true)
  })

  test('A1: a sign-in that may only set a second factor has none', async () => {
    const strict = await openHouse({ secondFactor: 'required' })
    const answer = await signInAs(strict.address, 'sam', 'pw-sam')
    const hearing = await hear(strict, new Client('sam', strict.address, cookieOf(answer), strict.now))
    expect(hearing.status).toBe(403)
    await strict.close()
  })

  test('the service stops with streams open, at once', async () => {
    const hearings = await Promise.all(['sam', 'dana'].map(async (key) => hear(house, await house.signIn(key))))
    await house.server.stop()
    await Promise.all(hearings.map(({ end }) => end))
    expect(hearings.map(({ ended }) => ended())).toEqual([true, true])
    house = await openHouse()
  })

  test('A7: of one person there are so many at once; who hangs up makes room, and others are not kept out', async () => {
    const sam = await house.signIn('sam')
    const open = await Promise.all(Array.from({ length: MOST_EACH }, () => hear(house, sam)))
    expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]))
    const over = await hear(house, sam)
    expect([over.status, over.headers['retry-after']]).toEqual([429, '300'])
    expect((await hear(house, await house.signIn('ade'))).status).toBe(200)
    open[0]!.hangUp()
    await vi.waitFor(async () => expect((await hear(house, sam)).status).toBe(200), PATIENCE)
  })

  test('L6: one that takes nothing of what it is sent gets one poke, is cut off at the next sign of life, and keeps nobody else waiting', async () => {
    const sockets: Socket[] = []
    house.server.app.server.on('connection', (socket: Socket) => sockets.push(socket))
    const [dana, sam, ade] = [await house.signIn('dana'), await house.signIn('sam'), await house.signIn('ade')]
    const awake = await hear(house, ade)
    sockets.length = 0
    const asleep = await hear(house, sam)
    const [socket] = sockets
    // The buffers in between hold megabytes: the server's end is held as it is once they are full.
    socket!.cork()
    for (let n = 0; n < 5; n += 1) {
      await dana.push(dana.plan(v7(), 'sam'))
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    expect(socket!.writableLength).toBeGreaterThan(0)
    expect(socket!.writableLength).toBeLessThan(100)
    house.server.pokes.beat()
    await asleep.end
    expect(socket!.destroyed).toBe(true)
    await vi.waitFor(() => expect(awake.text()).toBe(':\n\n:\n\n'), PATIENCE)
  })
})

describe('L6: two real devices', () => {
  test('L6: what one saves is on the other without its asking', async () => {
    const [dana, sam] = await Promise.all(
      ['dana', 'sam'].map(async (key) => (await comesIn(world(house, new IDBFactory(), { pokes: true }), key, `pw-${key}`)).device),
    )
    await vi.waitFor(() => expect(sam!.sync().lastVerified).not.toBeNull(), PATIENCE)
    const record = v7()
    const client = await house.signIn('dana')
    await vi.waitFor(() => expect(dana!.sync().lastVerified).not.toBeNull(), PATIENCE)
    const { payload } = client.plan(record, 'sam')
    await dana!.act({ recordId: record as never, kind: 'session', type: 'session.plan', payload: payload as never })
    await vi.waitFor(async () => expect((await sam!.snapshot()).sessions.has(record as never)).toBe(true), PATIENCE)
    await dana!.lock()
    await sam!.lock()
  })
})
