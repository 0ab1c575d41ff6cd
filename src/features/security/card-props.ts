import { type Security, type SecurityMatters } from '../../queries/security.ts'

/** What each card of the page is given. */
export interface SecurityCardProps {
  security: Security
  matters: SecurityMatters
  /** The service answered a change: what is set is asked for again. */
  onChanged: () => Promise<void>
}
