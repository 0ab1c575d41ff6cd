/** On every page, once it is worth saying: how long this device still shows records, or that it shows none (K6). */
import { useLocation } from 'wouter'
import { daysBetween, londonDay } from '../../domain/dates.ts'
import { useDevice, useSync } from '../../queries/use-device.tsx'
import { useLease } from '../../queries/use-lease.ts'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { lease as leaseWords } from '../../words/en/lease.ts'
import { addArea } from '../../words/words.ts'
import { isBlocked, showsWhileBlocked } from './blocked.ts'
import { Connect } from './connect.tsx'

addArea('lease', { en: leaseWords })

export const LeaseInset = () => {
  const { asOf } = useDevice()
  const { lastVerified } = useSync()
  const lease = useLease()
  const { say } = useWords()
  const [path] = useLocation()
  if (lease === null) return null
  // What stands in the place of the other pages says it itself.
  if (isBlocked(lease)) return showsWhileBlocked(path) && <Inset tone="grey">{say('lease.writing')}</Inset>
  const days = lastVerified === null ? null : daysBetween(londonDay(lastVerified), asOf())
  return (
    <Inset tone="grey">
      <p className="govuk-body">
        {days !== null && say('lease.soon', { days })} {say('lease.left', { left: lease })}
      </p>
      <Connect kind="secondary" />
    </Inset>
  )
}
