/**
 * What the pages allow (A6): no text becomes markup or script, nothing foreign is asked for, and the browser keeps nothing
 * of what the service answers (K2). And that whatever breaks this is seen: in a page, a worker and the service worker.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOf } from './faults.ts'
import { Person, TABLET } from './person.ts'
import { type Service, startService } from './service.ts'
import { signsIn } from './steps.ts'
import { openSite, type Site } from './unguarded-site.ts'

const dist = path.resolve(import.meta.dirname, '..', '..', 'dist')

let service: Service
let dana: Person

beforeAll(async () => {
  service = await startService()
  dana = new Person(service.url, TABLET)
  await dana.opens('/')
  await signsIn(dana, 'dana')
})
afterAll(async () => {
  await dana.leaves()
  await service.remove()
})

describe('a page of the app', () => {
  /** What came of trying it, and what the browser said of it. */
  const tries = async (attempt: string): Promise<{ readonly outcome: string; readonly complained: string }> => {
    const outcome = await dana.page.evaluate(async (name) => {
      const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy: (policy: string, rules: object) => unknown } }
      const script = (): HTMLScriptElement => document.createElement('script')
      const named: Record<string, () => unknown> = {
        'innerHTML': () => (document.createElement('p').innerHTML = '<b>x</b>'),
        'insertAdjacentHTML': () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=1>'),
        'DOMParser': () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
        'srcdoc': () => (document.createElement('iframe').srcdoc = '<b>x</b>'),
        'object.data': () => (document.createElement('object').data = '/x.html'),
        'script.src': () => (script().src = '/assets/x.js'),
        'script.text': () => (script().text = '1'),
        'new Worker': () => new Worker('/assets/x.js'),
        'new Worker of a blob': () => new Worker(URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' }))),
        'a service worker': () => navigator.serviceWorker.register('/other.js'),
        'setTimeout of text': () => setTimeout('1' as unknown as () => void, 0),
        'an attribute': () => document.body.setAttribute('onclick', '1'),
        'another policy': () => trustedTypes.createPolicy('other', {}),
        'the default policy': () => trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
        'our policy again': () => trustedTypes.createPolicy('countersign-service-worker', { createScriptURL: () => '/other.js' }),
      }
      try {
        await named[name]?.()
        return 'allowed'
      } catch (error) {
        return (error as Error).name
      }
    }, attempt)
    await expect.poll(() => dana.complaints.length).toBeGreaterThan(0)
    const complained = dana.complaints.join('\n')
    dana.excuses()
    return { outcome, complained }
  }

  it.each(['innerHTML', 'insertAdjacentHTML', 'DOMParser', 'srcdoc', 'object.data', 'script.src', 'script.text', 'new Worker', 'new Worker of a blob', 'a service worker', 'setTimeout of text', 'an attribute'])(
    'A6: makes nothing of text through %s, and the browser complains',
    async (attempt) => {
      const { outcome, complained } = await tries(attempt)
      expect([outcome, /require-trusted-types-for|TrustedScript|TrustedHTML/.test(complained)]).toEqual(['TypeError', true])
    },
  )

  it.each(['another policy', 'the default policy', 'our policy again'])('A6: makes no further policy of trusted types: %s', async (attempt) => {
    const { outcome, complained } = await tries(attempt)
    expect([outcome, /trusted-types/.test(complained)]).toEqual(['TypeError', true])
  })

  it('A6: runs no script, style, picture or frame that was not built into it, and asks nobody else', async () => {
    const site = await openSite({ '/x.js': { body: '' } })
    const said = await dana.page.evaluate(async (foreign) => {
      const blocked: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => blocked.push(effectiveDirective))
      const add = (tag: string, attributes: Record<string, string>): void => {
        const element = document.createElement(tag)
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
        document.body.append(element)
        setTimeout(() => element.remove(), 500)
      }
      add('img', { src: `${foreign}/x.png` })
      add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })
      add('link', { rel: 'stylesheet', href: `${foreign}/x.css` })
      add('iframe', { src: `${foreign}/x.html` })
      add('video', { src: `${foreign}/x.mp4` })
      add('p', { style: 'color: red' })
      add('base', { href: foreign })
      add('link', { rel: 'modulepreload', href: `${foreign}/x.js` })
      await fetch(`${foreign}/x.json`).catch(() => undefined)
      const form = document.createElement('form')
      form.action = `${foreign}/form`
      document.body.append(form)
      form.submit()
      form.remove()
      await new Promise((resolve) => setTimeout(resolve, 600))
      return blocked
    }, site.url)
    expect([...new Set(said)].toSorted()).toEqual([
      'base-uri', 'connect-src', 'form-action', 'frame-src', 'img-src', 'media-src', 'script-src-elem', 'style-src-attr', 'style-src-elem',
    ])
    expect(site.asked).toEqual([])
    expect(faultsOf(dana).length).toBeGreaterThan(9)
    dana.excuses()
    await site.close()
  })

  it('A6: is in no frame, and shares no window with who opened it', async () => {
    const answer = await dana.page.request.get(`${service.url}/people`)
    expect(answer.headers()).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  })
})

describe('what the browser keeps', () => {
  it('K2: in Cache Storage is the built app, file by file, and nothing the service answered', async () => {
    const kept = await dana.page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) found.push(request.url)
      }
      return found
    })
    expect(kept.length).toBeGreaterThan(50)
    const others = kept.filter((address) => {
      const { origin, pathname } = new URL(address)
      return origin !== service.url || pathname.startsWith('/api') || !existsSync(path.join(dist, pathname))
    })
    expect(others).toEqual([])
    // And the watch saw the service worker get each of them.
    const got = new Set(dana.asked.filter(({ by }) => by === 'service_worker').map(({ url }) => new URL(url).pathname))
    expect(kept.filter((address) => !got.has(new URL(address).pathname))).toEqual([])
  })

  it('K2: every answer of the service says that it is not to be stored, and nothing else was asked for but files of the app', () => {
    const answers = dana.asked.filter(({ url }) => new URL(url).pathname.startsWith('/api/'))
    expect(answers.length).toBeGreaterThan(2)
    expect(new Set(answers.map(({ answer }) => answer?.headers['cache-control']))).toEqual(new Set(['no-store']))
  })
})

describe('whatever breaks this is seen', () => {
  let stranger: Site
  let site: Site
  let somebody: Person
  beforeAll(async () => {
    stranger = await openSite({})
    const asks = (who: string): string => `fetch('${stranger.url}/${who}').catch(() => undefined);`
    const evaluates = 'try { eval("1") } catch {}'
    const policy = "script-src 'self'; worker-src 'self'"
    site = await openSite({
      '/': { body: '<!doctype html><script src="/page.js"></script>' },
      '/page.js': { body: `${asks('page')} new Worker('/worker.js'); navigator.serviceWorker.register('/service-worker.js')` },
      '/worker.js': { body: asks('worker') + evaluates, policy },
      '/service-worker.js': { body: asks('service-worker') + evaluates, policy },
    })
    somebody = new Person(site.url, TABLET)
  })
  afterAll(async () => {
    await somebody.leaves()
    await site.close()
    await stranger.close()
  })

  it('A6: a stranger asked by a page, a worker or a service worker; a policy broken in a worker', async () => {
    await somebody.opens('/')
    await expect.poll(() => stranger.asked.toSorted()).toEqual(['/page', '/service-worker', '/worker'])
    await expect.poll(() => somebody.strangers.toSorted()).toEqual(stranger.asked.map((asked) => stranger.url + asked).toSorted())
    const by = (who: string): boolean => somebody.complaints.some((complaint) => complaint.startsWith(`${who} policy`))
    await expect.poll(() => [by('worker'), by('service_worker')]).toEqual([true, true])
    expect(faultsOf(somebody)).toEqual(expect.arrayContaining(somebody.strangers.map((address) => `asked a stranger: ${address}`)))
  })

  it('a page that not everybody can use', async () => {
    await expect(somebody.findsNothingWrong('a page with neither title nor language')).rejects.toThrow(/document-title[\s\S]*html-has-lang/)
  })

  it('K2: an answer of the service that the browser may keep; and all of it makes a journey fail', () => {
    const answered = (cache: string) => ({ judged: [{ url: `${site.url}/api/changes`, method: 'POST', headers: {}, by: 'page', answer: { status: 200, headers: { 'cache-control': cache } } }], strangers: [], complaints: [] })
    expect(faultsOf(answered('no-cache'))).toHaveLength(1)
    expect(faultsOf(answered('no-store'))).toEqual([])
    expect(faultsOf({ judged: [], strangers: ['http://x/'], complaints: ['page console: no'] })).toHaveLength(2)
    somebody.excuses()
  })
})
