import { type ComponentType, createElement, lazy, useState } from 'react'

/** A page that is a chunk of its own, got when it is first wanted; after that it is there at once. */
export const pageChunk = <Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> => {
  let got: ComponentType<Props> | null = null
  const get = async (): Promise<ComponentType<Props>> => (got ??= await load())
  const Later = lazy(async () => ({ default: await get() }))
  return (props: Props) => {
    const [page] = useState<ComponentType<Props>>(() => got ?? (Later as ComponentType<Props>))
    return createElement(page, props)
  }
}
