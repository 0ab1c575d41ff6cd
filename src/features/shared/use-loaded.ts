import { useEffect, useState } from 'react'

/**
 * What a promise brings, once; undefined until then. A load that fails brings `otherwise`.
 *
 * @param load      the same function while the same thing is wanted
 * @param otherwise the same value each time
 */
export const useLoaded = <T>(load: () => Promise<T>, otherwise: T): T | undefined => {
  const [loaded, setLoaded] = useState<{ readonly by: () => Promise<T>; readonly value: T } | null>(null)
  useEffect(() => {
    let wanted = true
    const read = async (): Promise<void> => {
      const value = await load().catch(() => otherwise)
      if (wanted) setLoaded({ by: load, value })
    }
    read().catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [load, otherwise])
  return loaded?.by === load ? loaded.value : undefined
}
