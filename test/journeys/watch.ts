/**
 * Everything a browser asks for and complains of, whoever asks: pages, their workers and the service worker, each watched
 * over the DevTools protocol from before its first line of script.
 */

/** One request that left a page or a worker, or would have. */
export interface Asked {
  readonly url: string
  readonly method: string
  /** By lower-case name; the browser's own, such as the cookie, come when it is sent. */
  readonly headers: Readonly<Record<string, string>>
  /** `page`, `worker` or `service_worker`. */
  readonly by: string
  /** Null until it is answered, and of one that never was. */
  readonly answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | null
}

export interface Watch {
  readonly asked: () => readonly Asked[]
  readonly complaints: () => readonly string[]
}

interface Message {
  readonly id?: number
  readonly sessionId?: string
  readonly method?: string
  readonly params?: Params
}

interface Params {
  readonly sessionId: string
  readonly targetInfo: { readonly targetId: string; readonly type: string }
  readonly requestId: string
  readonly documentURL: string
  readonly request: { readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, string>> }
  readonly headers: Readonly<Record<string, string>>
  readonly response: { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  readonly url: string
  readonly type: string
  readonly args: readonly { readonly value?: unknown; readonly description?: string }[]
  readonly exceptionDetails: { readonly text: string; readonly exception?: { readonly description?: string } }
  readonly entry: { readonly level: string; readonly source: string; readonly text: string }
  readonly issue: { readonly code: string; readonly details: { readonly contentSecurityPolicyIssueDetails?: Readonly<Record<string, unknown>> } }
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Each is stopped before its first line until it is listened to. */
const ATTACH = {
  autoAttach: true,
  waitForDebuggerOnStart: true,
  flatten: true,
  filter: [{ type: 'browser', exclude: true }, { type: 'tab', exclude: true }, {}],
}

const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** What is heard of one target. */
const listening = (by: string, asked: Asked[], complaints: string[]): ((method: string, params: Params) => void) => {
  const last = new Map<string, Writable<Asked>>()
  const early = new Map<string, Readonly<Record<string, string>>>()
  return (method, params) => {
    switch (method) {
      case 'Network.requestWillBeSent': {
        // The browser's own pages (a new tab) are none of ours.
        if (params.documentURL.startsWith('chrome')) return
        const { url, method: verb, headers } = params.request
        const one = { url, method: verb, by, answer: null, headers: { ...lowered(headers), ...early.get(params.requestId) } }
        early.delete(params.requestId)
        last.set(params.requestId, one)
        asked.push(one)
        return
      }
      case 'Network.requestWillBeSentExtraInfo': {
        const one = last.get(params.requestId)
        // It may come before the request it belongs to.
        if (one) one.headers = { ...one.headers, ...lowered(params.headers) }
        else early.set(params.requestId, lowered(params.headers))
        return
      }
      case 'Network.responseReceived': {
        const one = last.get(params.requestId)
        if (one) one.answer = { status: params.response.status, headers: lowered(params.response.headers) }
        return
      }
      case 'Network.webSocketCreated':
      case 'Network.webTransportCreated':
        asked.push({ url: params.url, method: 'CONNECT', headers: {}, by, answer: null })
        return
      case 'Runtime.exceptionThrown':
        complaints.push(`${by} error: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`)
        return
      case 'Runtime.consoleAPICalled':
        if (params.type === 'error' || params.type === 'assert') {
          complaints.push(`${by} console: ${params.args.map(({ value, description }) => description ?? JSON.stringify(value)).join(' ')}`)
        }
        return
      case 'Log.entryAdded':
        // A failed request is how being offline looks to the browser; the page itself must not complain.
        if (params.entry.level === 'error' && params.entry.source !== 'network') complaints.push(`${by} ${params.entry.source}: ${params.entry.text}`)
        return
      case 'Audits.issueAdded':
        if (params.issue.code === 'ContentSecurityPolicyIssue') {
          complaints.push(`${by} policy: ${JSON.stringify(params.issue.details.contentSecurityPolicyIssueDetails)}`)
        }
        return
      // Whatever else is said is no request and no complaint.
      default:
    }
  }
}

/**
 * Watches a browser until it ends.
 *
 * @param endpoint of its DevTools, as it prints it
 */
export const watch = async (endpoint: string): Promise<Watch> => {
  const asked: Asked[] = []
  const complaints: string[] = []
  const heard = new Map<string, { readonly sessions: string[]; readonly hear: (method: string, params: Params) => void }>()
  const targetOf = new Map<string, string>()
  const socket = new WebSocket(endpoint)
  let count = 0
  const say = (method: string, params: object, sessionId?: string): number => {
    count += 1
    socket.send(JSON.stringify({ id: count, method, params, ...(sessionId ? { sessionId } : {}) }))
    return count
  }
  const attached = ({ sessionId, targetInfo }: Params): void => {
    const { targetId, type } = targetInfo
    const target = heard.get(targetId) ?? { sessions: [], hear: listening(type, asked, complaints) }
    heard.set(targetId, target)
    target.sessions.push(sessionId)
    targetOf.set(sessionId, targetId)
    for (const domain of ['Network', 'Runtime', 'Log', 'Audits']) say(`${domain}.enable`, {}, sessionId)
    say('Target.setAutoAttach', ATTACH, sessionId)
    say('Runtime.runIfWaitingForDebugger', {}, sessionId)
  }
  const detached = (sessionId: string): void => {
    const sessions = heard.get(targetOf.get(sessionId) ?? '')?.sessions ?? []
    sessions.splice(sessions.indexOf(sessionId), 1)
  }
  /** A service worker is attached once for each page it serves; what it says is heard once. */
  const hear = (sessionId: string, method: string, params: Params): void => {
    const target = heard.get(targetOf.get(sessionId) ?? '')
    if (target?.sessions[0] === sessionId) target.hear(method, params)
  }
  let first = 0
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the browser can’t be watched')))
    socket.addEventListener('open', () => {
      first = say('Target.setAutoAttach', ATTACH)
    })
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { id, sessionId, method, params } = JSON.parse(data) as Message
      if (id === first) resolve()
      if (!method || !params) return
      if (method === 'Target.attachedToTarget') attached(params)
      else if (method === 'Target.detachedFromTarget') detached(params.sessionId)
      else if (sessionId) hear(sessionId, method, params)
    })
  })
  return { asked: () => asked, complaints: () => complaints }
}
