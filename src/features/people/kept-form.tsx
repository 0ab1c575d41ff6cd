import { type ReactNode, useState } from 'react'
import { type PostAmend } from '../../domain/records/deeds/home.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { SaveFailed } from '../shared/save-failed.tsx'
import { ChangesCard } from './changes-card.tsx'
import { type ChangeProps } from './change-props.ts'
import { type Kept, KeptList } from './kept-list.tsx'
import { useAmend } from './use-amend.ts'

export interface KeptFormProps extends ChangeProps {
  /** Whose words it speaks: `posts.often.…`, `posts.excuse.…`. */
  about: 'often' | 'excuse'
  kept: readonly Kept[]
  /** What is wrong with what is typed, by the ids of the fields. */
  found: readonly FieldError[] | null
  /** The post with what is typed; null while something is wrong with it. */
  payload: PostAmend | null
  /** What it changes, one sentence a line. */
  lines: readonly string[]
  /** The fields, given the error of each once saving was tried. */
  children: (errorOf: (id: string) => string | undefined) => ReactNode
}

/** Something that holds for a while: those there are, and a form for one more, with what it changes before it is saved. */
export const KeptForm = ({ about, kept, found, payload, lines, children, ...props }: KeptFormProps) => {
  const { post, onDone } = props
  const { say } = useWords()
  const { amend, busy, failed } = useAmend(post)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const submit = async (): Promise<void> => {
    setErrors(found ?? [])
    if (!payload) return
    if (await amend(payload)) onDone(say(`posts.${about}.done`))
  }
  return (
    <>
      <KeptList {...props} heading={say(`posts.${about}.kept`)} all={kept} />
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault()
          await submit()
        }}
      >
        <ErrorSummary errors={errors} />
        <Card heading={say(`posts.${about}.title`)}>
          <p className="govuk-body">{say(`posts.${about}.text`)}</p>
          {children((id) => errors.find((error) => error.id === id)?.message)}
        </Card>
        {payload && <ChangesCard heading={say('posts.changes.title')} lines={lines} />}
        <SaveFailed failed={failed} />
        <Button type="submit" busy={busy}>
          {say(`posts.${about}.save`)}
        </Button>
      </form>
    </>
  )
}
