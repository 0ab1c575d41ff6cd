// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './policies.scss'
import { type ReactNode } from 'react'
import { type SettingId } from '../../domain/ids.ts'
import { type SettingState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { settingsFor } from '../../queries/policies.ts'
import { useDevice, useSnapshot } from '../../queries/use-device.tsx'
import { Button, LinkButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { policies } from '../../words/en/policies.ts'
import { addArea } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'

addArea('policies', { en: policies })

/** Who a page is for: anybody who reads policies, a manager of some home, an administrator. */
export type For = 'anyone' | 'manager' | 'administrator'

export interface Back {
  readonly href: string
  readonly label?: string
}

export interface GuardedProps {
  title: string
  back: Back
  readers: For
  /** A whole page. */
  children: (snapshot: Snapshot) => ReactNode
}

interface InsteadProps extends Pick<GuardedProps, 'title' | 'back'> {
  says: string
  text: string
}

/** In place of a page: what is not here, or not for the reader. */
export const Instead = ({ title, back, says, text }: InsteadProps) => {
  const { say } = useWords()
  const home = back.href === hrefOf('policies')
  return (
    <Page title={title} back={back}>
      <EmptyState
        icon="policy"
        title={says}
        text={text}
        actions={home && <LinkButton href={hrefOf('policies')}>{say('policies.toPolicies')}</LinkButton>}
      />
    </Page>
  )
}

/** A page of Policy once the device is read, for those whom it is for. */
export const Guarded = ({ title, back, readers, children }: GuardedProps) => {
  const { say } = useWords()
  const { me } = useDevice()
  const { data: snapshot, error, refetch } = useSnapshot()
  if (!snapshot) {
    return (
      <Page title={title} back={back}>
        {error ? (
          <EmptyState icon="failed" title={say('policies.failed')} actions={<Button onClick={() => refetch()}>{say('common.tryAgain')}</Button>} />
        ) : (
          <Loading />
        )}
      </Page>
    )
  }
  if (readers === 'anyone' || me.administrator) return children(snapshot)
  if (settingsFor(snapshot, me).length === 0) {
    return <Instead title={title} back={back} says={say('policies.notYours')} text={say('policies.notYoursText')} />
  }
  if (readers === 'manager') return children(snapshot)
  return <Instead title={title} back={back} says={say('policies.administratorsOnly')} text={say('policies.administratorsOnlyText')} />
}

export interface GuardedSettingProps extends Omit<GuardedProps, 'children'> {
  settingId: SettingId
  children: (snapshot: Snapshot, setting: SettingState) => ReactNode
}

/** The same of one setting, where its policy is the reader's to see. */
export const GuardedSetting = ({ settingId, children, ...page }: GuardedSettingProps) => {
  const { say } = useWords()
  const { me } = useDevice()
  return (
    <Guarded {...page}>
      {(snapshot) => {
        const setting = settingsFor(snapshot, me).find(({ id }) => id === settingId)
        if (setting) return children(snapshot, setting)
        return <Instead {...page} says={say('policies.settingNotFound')} text={say('policies.settingNotFoundText')} />
      }}
    </Guarded>
  )
}
