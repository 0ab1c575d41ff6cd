/** The last resort (T5): what waits as a file that only the service can open, and handing such a file in. */
import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { type HandedIn, type UnsentFiles } from '../../queries/unsent-work.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FileField } from '../../ui/file-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'
import { download } from '../shared/download.ts'

/** How it went, each part where there is one. */
const handedInWords = ({ taken, unreadable, left, problem }: HandedIn, words: Words): string => {
  const { say } = words
  return [
    taken > 0 || (unreadable === 0 && left === 0) ? say('sync.hand.taken', { count: taken }) : '',
    unreadable > 0 ? say('sync.hand.unreadable', { count: unreadable }) : '',
    left > 0 ? say('sync.hand.left', { count: left }) : '',
    left > 0 && problem !== null ? errorInWords(problem, words) : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const MakeFile = ({ files }: { files: UnsentFiles }) => {
  const device = useDevice()
  const { say } = useWords()
  const [said, setSaid] = useState('')
  const make = async () => {
    try {
      const { text, sealed, unsealed } = await files.make()
      if (sealed > 0) download({ file: `countersign-not-sent-${device.asOf()}.json`, text, type: 'application/json' })
      const parts = [
        sealed > 0 ? say('sync.file.made', { count: sealed }) : unsealed > 0 ? '' : say('sync.file.nothing'),
        unsealed > 0 ? say('sync.file.unsealed', { count: unsealed }) : '',
      ]
      setSaid(parts.filter((part) => part !== '').join(' '))
    } catch {
      setSaid(say('sync.file.failed'))
    }
  }
  return (
    <>
      <p className="govuk-body">{say('sync.file.text')}</p>
      <Button kind="secondary" onClick={make}>
        {say('sync.file.make')}
      </Button>
      <output className="cs-answer">{said}</output>
    </>
  )
}

const HandIn = ({ files }: { files: UnsentFiles }) => {
  const words = useWords()
  const { say } = words
  const [said, setSaid] = useState('')
  const [error, setError] = useState<string | undefined>()
  const take = async (file: File): Promise<void> => {
    setSaid(say('sync.hand.busy'))
    setError(undefined)
    try {
      const outcome = await files.handIn(await file.text())
      setSaid(outcome ? handedInWords(outcome, words) : '')
      if (!outcome) setError(say('sync.hand.other'))
    } catch {
      setSaid('')
      setError(say('sync.hand.failed'))
    }
  }
  return (
    <>
      <FileField label={say('sync.hand.label')} hint={say('sync.hand.hint')} accept=".json,application/json" error={error} onFile={take} />
      <output className="cs-answer">{said}</output>
    </>
  )
}

export const UnsentFileCard = () => {
  const { unsentFiles } = useDevice()
  const { say } = useWords()
  if (!unsentFiles) return null
  return (
    <Card heading={say('sync.file.title')}>
      <MakeFile files={unsentFiles} />
      <HandIn files={unsentFiles} />
    </Card>
  )
}
