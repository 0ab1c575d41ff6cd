/** A person's supervision file, in the policy's own order, and everything that happened, newest first (SEF-9.0). */
import { useMemo } from 'react'
import { type PersonId, type PostId } from '../../domain/ids.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Snapshot } from '../../queries/device.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { records } from '../../words/en/records.ts'
import { sessions } from '../../words/en/sessions.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { inLanguage } from '../../words/answers.ts'
import { postTitle } from '../shared/post-title.ts'
import { AgreementsList, ObservationsList } from './file-lists.tsx'
import { type FilePart, type FileView, fileView } from './file-view.ts'
import { FrontSheet } from './front-sheet.tsx'
import { HistoryCard } from './history-card.tsx'
import { historyOf } from './history.ts'
import { NoPerson } from './no-person.tsx'
import { References } from './references.tsx'
import { SessionRows } from './sessions-card.tsx'

addArea('people', { en: people })
addArea('records', { en: records })
addArea('sessions', { en: sessions })

interface SectionProps {
  section: FilePart
  view: FileView
  snapshot: Snapshot
  asOf: PlainDate
  me: PersonId
}

const SectionBody = ({ section, view, snapshot, asOf, me }: SectionProps) => {
  const { say, lang } = useWords()
  const { id: postId } = view.about.post
  const named = section.short ?? section.title
  const label = named ? inLanguage(named, lang) : say(`people.file.holds.${section.holds}`)
  const list = { snapshot, postId, asOf, label }
  const between = <p className="govuk-body">{say('people.file.between')}</p>
  switch (section.holds) {
    case 'front-sheet':
      return view.half ? <FrontSheet view={view} snapshot={snapshot} asOf={asOf} me={me} /> : between
    case 'references': {
      const field = view.referencesOf(section)
      if (!view.half) return between
      return field ? <References view={view} field={field} postId={postId} /> : <p className="govuk-body">{say('people.refs.none')}</p>
    }
    case 'agreements':
      return <AgreementsList {...list} />
    case 'sessions':
      return (
        <SessionRows
          sessions={view.about.sessions}
          me={me}
          asOf={asOf}
          nameOf={(person) => snapshot.people.get(person)?.name ?? '—'}
          whose={view.about.iAm.supervisee ? null : view.about.knownAs}
          label={label}
        />
      )
    case 'observations':
      return <ObservationsList {...list} />
    default:
      return unreachable(section.holds)
  }
}

const SectionCard = (props: SectionProps) => {
  const { section } = props
  const { say, lang } = useWords()
  return (
    <Card heading={section.title ? inLanguage(section.title, lang) : say(`people.file.holds.${section.holds}`)}>
      <SectionBody {...props} />
    </Card>
  )
}

export const FilePage = ({ postId }: { postId: PostId }) => {
  const device = useDevice()
  const words = useWords()
  const { say } = words
  const { data: snapshot, error, refetch } = useSnapshot()
  const me = device.me.person
  const asOf = device.asOf()
  const view = useMemo(() => (snapshot ? fileView(snapshot, postId, me, asOf) : null), [snapshot, postId, me, asOf])
  const moments = useMemo(
    () => (snapshot && view ? historyOf(snapshot, view.about.post, asOf, words) : []),
    [snapshot, view, asOf, words],
  )
  const back = { href: hrefOf('person', { postId }), label: say('people.file.back') }
  if (!snapshot || !view) return <NoPerson reading={!snapshot} failed={Boolean(error)} onRetry={refetch} back={{ href: hrefOf('people'), label: say('people.title') }} />
  const { about } = view
  return (
    <Page
      title={say('people.file.title')}
      heading={<bdi>{about.name}</bdi>}
      caption={say('people.file.caption', { title: postTitle(about.post, { say }), place: about.setting?.name ?? '' })}
      back={back}
      actions={
        <Button kind="secondary" onClick={() => window.print()}>
          {say('common.print')}
        </Button>
      }
    >
      {!view.half && <Inset>{say('people.factsOnly', { place: about.setting?.name ?? '', name: about.knownAs })}</Inset>}
      {view.sections.map((section) => (
        <SectionCard key={section.id} section={section} view={view} snapshot={snapshot} asOf={asOf} me={me} />
      ))}
      <HistoryCard moments={moments} />
    </Page>
  )
}
