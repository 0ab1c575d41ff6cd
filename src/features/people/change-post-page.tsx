/** Changing a post: its details, its supervisor, how often for a while, a gap excused, its end; each explained before it is confirmed. For managers. */
import { useState } from 'react'
import { type PostId } from '../../domain/ids.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Radios } from '../../ui/radios.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { people } from '../../words/en/people.ts'
import { posts } from '../../words/en/posts.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { postTitle } from '../shared/post-title.ts'
import { ChangeDetails } from './change-details.tsx'
import { ChangeExcused } from './change-excused.tsx'
import { ChangeOften } from './change-often.tsx'
import { ChangeSupervisor } from './change-supervisor.tsx'
import { EndPost } from './end-post.tsx'
import { NoPerson } from './no-person.tsx'

addArea('people', { en: people })
addArea('posts', { en: posts })

const CHANGES = ['supervisor', 'details', 'often', 'excused', 'end'] as const
type Change = (typeof CHANGES)[number]

const FORMS = { supervisor: ChangeSupervisor, details: ChangeDetails, often: ChangeOften, excused: ChangeExcused, end: EndPost } as const

export const ChangePostPage = ({ postId }: { postId: PostId }) => {
  const device = useDevice()
  const { say } = useWords()
  const { data: snapshot, error, refetch } = useSnapshot()
  const [change, setChange] = useState<Change | ''>('')
  const [done, setDone] = useState<string | null>(null)
  const back = { href: hrefOf('person', { postId }), label: say('people.file.back') }
  const post = snapshot?.posts.get(postId)
  if (!snapshot || !post) {
    return <NoPerson reading={!snapshot} failed={Boolean(error)} onRetry={refetch} back={{ href: hrefOf('people'), label: say('people.title') }} />
  }
  const name = snapshot.people.get(post.person)?.name ?? '—'
  const setting = snapshot.settings.get(post.setting)
  const Form = change === '' ? null : FORMS[change]
  const mine = setting?.managers.includes(device.me.person)
  return (
    <Page
      title={say('people.changePost')}
      heading={<bdi>{name}</bdi>}
      caption={say('posts.change.caption', { title: postTitle(post, { say }), place: setting?.name ?? '' })}
      back={back}
    >
      {!mine && <p className="govuk-body">{say('people.managersOnly')}</p>}
      {mine && done !== null && (
        <Panel title={done} takeFocus>
          <LinkButton kind="secondary" href={back.href}>
            {say('posts.change.toPerson')}
          </LinkButton>
        </Panel>
      )}
      {mine && done === null && (
        <>
          <Radios
            label={say('posts.change.what')}
            labelSize="m"
            options={CHANGES.map((value) => ({ value, label: say(`posts.change.choice.${value}`), hint: say(`posts.change.choice.${value}Hint`) }))}
            value={change}
            onChange={setChange}
          />
          {Form && <Form post={post} snapshot={snapshot} asOf={device.asOf()} name={name} onDone={setDone} />}
        </>
      )}
    </Page>
  )
}
