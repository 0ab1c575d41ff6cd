/** What only the service can answer, for the screens: asked while the page is open, kept nowhere (K8). */
import { useQuery } from '@tanstack/react-query'
import { type Shape } from '../protocol/shape.ts'
import { type Question } from './device.ts'
import { DeviceError, type DeviceErrorCode } from './device-error.ts'
import { useDevice } from './use-device.tsx'

export interface Asked<T> {
  /** The last answer there was. */
  readonly value: T | undefined
  /** Why there is none. */
  readonly problem: DeviceErrorCode | null
  /** Asks again; the answer, or why there is none, shows here. */
  readonly again: () => Promise<void>
}

const codeOf = (error: unknown): DeviceErrorCode => (error instanceof DeviceError ? error.code : 'server-trouble')

/**
 * Asks the service when the page opens, and again when told to.
 *
 * @param shape what a success says
 */
export const useAsked = <T>(question: Question, shape: Shape<T>): Asked<T> => {
  const device = useDevice()
  const { data, error, isError, refetch } = useQuery({
    queryKey: ['online', device.me.person, question],
    queryFn: () => device.ask(question, shape),
    // Whether there is a connection is found out by asking.
    networkMode: 'always',
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  return {
    value: data,
    problem: isError ? codeOf(error) : null,
    again: async () => {
      await refetch()
    },
  }
}
