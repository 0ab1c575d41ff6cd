/** What an inspector reads: a pack on a device that was handed over, or on their own by a link, with no sign-in. */
import { useEffect, useState } from 'react'
import { LinkFailed, PackScreen } from '../features/inspection/pack-screen.tsx'
import { request, type RequestPorts } from '../outbox/request.ts'
import { InspectionReadAnswer } from '../protocol/inspections.ts'
import { unreachable } from '../domain/unreachable.ts'
import { Loading } from '../ui/loading.tsx'
import { Shell } from '../ui/shell.tsx'
import { useWords } from '../ui/words-provider.tsx'
import { type OpenedPack } from '../queries/inspections.ts'
import { deviceClock } from './clock.ts'

type Read = { readonly kind: 'reading' } | { readonly kind: 'failed'; readonly because: 'gone' | 'offline' | 'busy' } | { readonly kind: 'read'; readonly answer: InspectionReadAnswer }

/** The secret stands behind the # of the address: no browser sends that, so no log of anybody’s has it. */
const tokenIn = (hash: string): string => hash.replace(/^#/, '')

const readPack = async (ports: RequestPorts, hash: string): Promise<Read> => {
  const token = tokenIn(hash)
  if (token === '') return { kind: 'failed', because: 'gone' }
  const answer = await request(ports, { path: '/api/inspection', body: { token }, principal: null }, InspectionReadAnswer)
  if (answer.kind === 'answered') return { kind: 'read', answer: answer.value }
  if (answer.kind === 'offline') return { kind: 'failed', because: 'offline' }
  return { kind: 'failed', because: answer.status === 404 || answer.status === 400 ? 'gone' : 'busy' }
}

/** A pack in place of the whole app, which is locked. @param props.onLeave gives the device back: to the door */
export const HandedPack = ({ handed, onLeave }: { handed: OpenedPack; onLeave: () => void }) => (
  <Shell home={null}>
    <PackScreen pack={handed.pack} proof={handed} now={deviceClock} onLeave={onLeave} />
  </Shell>
)

export interface InspectionLinkProps {
  ports: RequestPorts
}

/** One reading by the secret in an address. */
const Reading = ({ ports, hash, onAgain }: InspectionLinkProps & { hash: string; onAgain: () => void }) => {
  const { say } = useWords()
  const [read, setRead] = useState<Read>({ kind: 'reading' })
  useEffect(() => {
    let wanted = true
    readPack(ports, hash).then(
      (found) => wanted && setRead(found),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [ports, hash])
  switch (read.kind) {
    case 'reading':
      return <Loading label={say('inspection.link.opening')} />
    case 'failed':
      return <LinkFailed because={read.because} onAgain={onAgain} />
    case 'read':
      return <PackScreen pack={read.answer.pack} proof={read.answer} now={deviceClock} />
    default:
      return unreachable(read)
  }
}

/** The inspector’s own device: nothing of ours is on it, and nothing is kept there. */
export const InspectionLink = ({ ports }: InspectionLinkProps) => {
  const [hash, setHash] = useState(() => window.location.hash)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    const changed = () => setHash(window.location.hash)
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, [])
  return (
    <Shell home={null}>
      <Reading key={`${tries} ${hash}`} ports={ports} hash={hash} onAgain={() => setTries(tries + 1)} />
    </Shell>
  )
}
