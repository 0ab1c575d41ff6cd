/**
 * Behind a link to sign: somebody without an account reads one record and signs it (G4, J5). Nothing is kept in this browser, and
 * the token is in the address only until it is read.
 */
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { VERIFY_PAGE } from '../addresses.ts'
import { download } from '../shared/download.ts'
import { useLinkToken } from '../shared/use-link-token.ts'
import { type GuestLink, type GuestLooked, type GuestRecord, type GuestSigned } from './guest.ts'
import { GuestDoor, type GuestDoorProps } from './guest-door.tsx'
import { GuestRecordPage, type GuestRecordPageProps } from './guest-record.tsx'
import { problemText } from './guest-text.ts'

const Unusable = () => {
  const { say } = useWords()
  return (
    <Page title={say('guest.unknown')}>
      <p className="govuk-body">{say('guest.unknownText')}</p>
      <p className="govuk-body">{say('guest.whole')}</p>
    </Page>
  )
}

const Done = ({ signed, record }: { signed: GuestSigned & { kind: 'signed' }; record: GuestRecord }) => {
  const { say } = useWords()
  const [saved, setSaved] = useState(false)
  const other = record.other.name
  const { copy, locked } = signed
  return (
    <Page title={say('guest.done')} heading={say('guest.title')} focus="leave">
      <Panel title={say('guest.done')} takeFocus>
        <p>{say(locked ? 'guest.doneLocked' : 'guest.doneWaiting', { other })}</p>
      </Panel>
      {copy ? (
        <>
          <p className="govuk-body">{say('guest.dead')}</p>
          <Button
            onClick={() => {
              download({ ...copy, type: 'application/json' })
              setSaved(true)
            }}
          >
            {say('guest.save')}
          </Button>
          <output>{saved && <span className="govuk-body">{say('guest.saved')}</span>}</output>
          <p className="govuk-body">
            <a className="govuk-link" href={VERIFY_PAGE} target="_blank" rel="noreferrer">
              {say('guest.check')}
            </a>
          </p>
        </>
      ) : (
        <p className="govuk-body">{say('guest.noCopy', { other })}</p>
      )}
    </Page>
  )
}

interface OneLinkProps {
  link: GuestLink
  token: string
  onRetry: () => void
}

const OneLink = ({ link, token, onRetry }: OneLinkProps) => {
  const words = useWords()
  const { say } = words
  const [looked, setLooked] = useState<GuestLooked | null>(null)
  const [record, setRecord] = useState<GuestRecord | null>(null)
  const [again, setAgain] = useState<GuestDoorProps['again']>(null)
  const [signed, setSigned] = useState<(GuestSigned & { kind: 'signed' }) | null>(null)
  useEffect(() => {
    let wanted = true
    link.look(token).then(
      (answer) => wanted && setLooked(answer),
      () => wanted && setLooked({ kind: 'server-trouble' }),
    )
    return () => {
      wanted = false
    }
  }, [link, token])
  const gone = (): null => {
    setRecord(null)
    setLooked({ kind: 'unknown' })
    return null
  }
  const open: GuestDoorProps['onOpen'] = async (code) => {
    const opened = await link.open(token, code).catch(() => ({ kind: 'server-trouble' }) as const)
    if (opened.kind === 'unknown') return gone()
    if (opened.kind === 'open') setRecord(opened.record)
    return opened
  }
  const sign: GuestRecordPageProps['onSign'] = async (choice) => {
    const answer = await link.sign(token, choice).catch(() => ({ kind: 'server-trouble' }) as const)
    if (answer.kind === 'unknown') return gone()
    if (answer.kind === 'signed') {
      setSigned(answer)
      return null
    }
    if (answer.kind !== 'changed' && answer.kind !== 'refused') return answer
    setAgain(answer.kind)
    setRecord(null)
    return null
  }
  if (signed && record) return <Done signed={signed} record={record} />
  if (record) return <GuestRecordPage record={record} onSign={sign} />
  if (!looked) return <Loading label={say('guest.checking')} />
  if (looked.kind === 'found') return <GuestDoor key={again} found={looked.found} again={again} onOpen={open} />
  if (looked.kind === 'unknown') return <Unusable />
  return (
    <Page title={say('guest.title')}>
      <EmptyState
        icon={looked.kind === 'offline' ? 'offline' : 'failed'}
        title={problemText(looked, words)}
        actions={<Button onClick={onRetry}>{say('common.tryAgain')}</Button>}
      />
    </Page>
  )
}

export const GuestPage = ({ link }: Pick<OneLinkProps, 'link'>) => {
  const token = useLinkToken()
  const [tries, setTries] = useState(0)
  return <OneLink key={`${tries} ${token}`} link={link} token={token} onRetry={() => setTries(tries + 1)} />
}
