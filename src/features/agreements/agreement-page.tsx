// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './agreements.scss'
import { useState } from 'react'
import { useSearch } from 'wouter'
import { type RecordId } from '../../domain/ids.ts'
import { LinkButton } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { agreements } from '../../words/en/agreements.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { type NoView } from '../shared/record-view.ts'
import { type Side, SIDES } from './addresses.ts'
import { AgreementCheck } from './agreement-check.tsx'
import { AgreementEditor } from './agreement-editor.tsx'
import { AgreementReader } from './agreement-reader.tsx'
import { type AgreementView } from './agreement-view.ts'
import { mayReaderSign } from './standing.ts'
import { useAgreement } from './use-agreement.ts'

addArea('agreements', { en: agreements })

const NotHere = ({ why }: { why: NoView }) => {
  const { say } = useWords()
  return (
    <Page title={say('agreements.notHere.title')}>
      <p className="govuk-body">{say(`agreements.notHere.${why}`)}</p>
      <LinkButton kind="secondary" href={hrefOf('today')}>
        {say('common.goToToday')}
      </LinkButton>
    </Page>
  )
}

/** The side that is shown: the one asked for where the reader may have it, else the one they have something to do on. */
const sideOf = (view: AgreementView, asked: Side | undefined): Side => {
  const { state, role, status } = view
  if (state.locked || state.voided || role === 'reader' || asked === 'read') return 'read'
  if (asked === 'write' || (asked === undefined && status === 'draft')) return 'write'
  return mayReaderSign(view) ? 'check' : 'read'
}

const OpenAgreement = ({ view }: { view: AgreementView }) => {
  const search = new URLSearchParams(useSearch())
  const [justDone, setJustDone] = useState(false)
  const shown = search.get('show')
  const side = sideOf(view, SIDES.find((each) => each === shown))
  switch (side) {
    case 'write':
      return <AgreementEditor view={view} at={search.get('at')} onVoided={() => setJustDone(true)} />
    case 'check':
      return <AgreementCheck view={view} onSigned={() => setJustDone(true)} />
    case 'read':
      return <AgreementReader view={view} justDone={justDone} onVoided={() => setJustDone(true)} />
    default:
      return unreachable(side)
  }
}

export interface AgreementPageProps {
  recordId: RecordId
}

/** A supervision agreement in any state, for either of the two (J7). */
export const AgreementPage = ({ recordId }: AgreementPageProps) => {
  const view = useAgreement(recordId)
  if (view === null) return <Loading />
  return typeof view === 'string' ? <NotHere why={view} /> : <OpenAgreement key={recordId} view={view} />
}
