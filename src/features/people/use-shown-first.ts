import { type RefObject, useEffect, useRef } from 'react'

/** Puts the focus in the first box of a form that somebody opened. */
export const useShownFirst = <T extends HTMLElement>(): RefObject<T | null> => {
  const ref = useRef<T>(null)
  useEffect(() => ref.current?.focus(), [])
  return ref
}
