import { type ReactNode, useEffect, useId, useRef } from 'react'

export interface DialogProps {
  open: boolean
  heading: string
  /** Escape, or the browser's back gesture. */
  onClose: () => void
  /** Buttons; the way out is one of them. */
  actions?: ReactNode
  children?: ReactNode
}

/** A question that can't wait, over the page. The browser keeps the focus inside and gives it back. */
export const Dialog = ({ open, heading, onClose, actions, children }: DialogProps) => {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element || element.open === open) return
    if (open) {
      element.showModal()
      title.current?.focus()
    } else {
      element.close()
    }
  }, [open])
  return (
    <dialog
      ref={dialog}
      className="cs-dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      {open && (
        <>
          <h2 ref={title} id={id} className="cs-dialog__heading" tabIndex={-1}>
            {heading}
          </h2>
          {children}
          {actions && <div className="cs-dialog__actions">{actions}</div>}
        </>
      )}
    </dialog>
  )
}
