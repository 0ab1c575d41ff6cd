import { useEffect, useState } from 'react'

const tokenIn = (hash: string): string => hash.replace(/^#/, '')

/**
 * The token of a link, which is taken out of the address: nobody finds it in the history of a browser that others use.
 * Another link pasted over it is read too.
 */
export const useLinkToken = (): string => {
  const [token, setToken] = useState(() => tokenIn(window.location.hash))
  useEffect(() => {
    const read = (): void => {
      const found = tokenIn(window.location.hash)
      if (found === '') return
      setToken(found)
      window.history.replaceState(window.history.state, '', window.location.pathname)
    }
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  return token
}
