/** Another site, for what must be seen if it ever happens: a page, a worker and a service worker that ask a stranger. */
import { createServer, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'

export interface Site {
  readonly url: string
  /** The paths that were asked for. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

/** @param files by path: what is answered there, and a policy to go with it */
export const openSite = async (files: Readonly<Record<string, { readonly body: string; readonly policy?: string }>>): Promise<Site> => {
  const asked: string[] = []
  const server = createServer(({ url = '/' }, response) => {
    asked.push(url)
    const file = files[url]
    response.writeHead(file ? 200 : 404, {
      'content-type': url.endsWith('.js') ? 'text/javascript' : 'text/html',
      'access-control-allow-origin': '*',
      ...(file?.policy ? { 'content-security-policy': file.policy } : {}),
    })
    response.end(file?.body ?? '')
  })
  return {
    url: await listen(server),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
