import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'

export interface FileFieldProps extends FieldProps {
  /** What the browser offers to choose, as its `accept`: `.csv,text/csv`. */
  accept: string
  onFile: (file: File) => Promise<void>
}

/** A file to choose, taken as soon as it is chosen. The same file, corrected meanwhile, can be chosen again. */
export const FileField = (props: FileFieldProps) => {
  const { name, error, disabled, accept, onFile } = props
  const ids = useFieldIds(props)
  return (
    <FieldFrame {...props} ids={ids}>
      <input
        id={ids.id}
        name={name}
        className="govuk-body cs-file-choice"
        type="file"
        accept={accept}
        disabled={disabled}
        aria-describedby={ids.describedBy}
        aria-invalid={error ? true : undefined}
        onChange={async ({ target }) => {
          const file = target.files?.[0]
          if (file) await onFile(file)
          target.value = ''
        }}
      />
    </FieldFrame>
  )
}
