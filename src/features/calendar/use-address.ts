/** What is known of the person's private address, and doing something about it. */
import { useCallback, useEffect, useState } from 'react'
import { type Instant } from '../../domain/dates.ts'
import { type CalendarAddress } from '../../queries/device.ts'
import { DeviceError } from '../../queries/device-error.ts'

export type AddressProblem = 'offline' | 'sign-in-needed' | 'server-trouble'

export type AddressState =
  | { readonly kind: 'checking' }
  | { readonly kind: 'unknown'; readonly problem: AddressProblem }
  | { readonly kind: 'none' }
  /** `address` is there only where it was made just now. */
  | { readonly kind: 'there'; readonly since: Instant; readonly lastRead: Instant | null; readonly address: string | null }

const problemOf = (error: unknown): AddressProblem => {
  const code = error instanceof DeviceError ? error.code : 'server-trouble'
  return code === 'offline' || code === 'sign-in-needed' ? code : 'server-trouble'
}

export interface AddressMatter {
  readonly state: AddressState
  /** Why the last thing asked for was not done; what there was is still there. */
  readonly problem: AddressProblem | null
  readonly busy: boolean
  /** Asks the service again. */
  readonly check: () => Promise<void>
  /** @returns whether it was done */
  readonly make: () => Promise<boolean>
  readonly end: () => Promise<boolean>
}

export const useAddress = (calendar: CalendarAddress): AddressMatter => {
  const [state, setState] = useState<AddressState>({ kind: 'checking' })
  const [problem, setProblem] = useState<AddressProblem | null>(null)
  const [busy, setBusy] = useState(false)

  const ask = useCallback(async (): Promise<AddressState> => {
    try {
      const feed = await calendar.feed()
      return feed ? { kind: 'there', ...feed, address: null } : { kind: 'none' }
    } catch (error) {
      return { kind: 'unknown', problem: problemOf(error) }
    }
  }, [calendar])

  useEffect(() => {
    let wanted = true
    ask().then(
      (found) => wanted && setState(found),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [ask])

  const doing = async (work: () => Promise<AddressState>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      setState(await work())
      return true
    } catch (error) {
      setProblem(problemOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    state,
    problem,
    busy,
    check: async () => {
      setState({ kind: 'checking' })
      setState(await ask())
    },
    make: () => doing(async () => ({ kind: 'there', ...(await calendar.make()), lastRead: null })),
    end: () =>
      doing(async () => {
        await calendar.end()
        return { kind: 'none' }
      }),
  }
}
