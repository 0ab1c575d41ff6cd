/** Connections that a browser has opened ahead and said nothing on: Node takes them for busy, and would wait for their first request. */
import { type Server } from 'node:http'
import { type Socket } from 'node:net'

/** @returns closes those on which nothing has come yet: nobody's request is among them */
export const closesSilent = (server: Pick<Server, 'on'>): (() => void) => {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  return () => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy()
  }
}
