/** Puts the focus in a box, behind its last word: one goes on where one was. */
export const focusBehind = (box: HTMLElement | null): void => {
  box?.focus({ preventScroll: true })
  if (box instanceof HTMLTextAreaElement) box.setSelectionRange(box.value.length, box.value.length)
}
