/** How far away a due date is, in a few words: "Due in 9 days", "3 days late"; in months once days say nothing any more. */
import { type Words } from '../words/words.ts'

/** Beyond two months nobody counts days. */
const IN_DAYS = 62
const MONTH = 30.44

/** @param days from today to the date; negative where it has gone by */
export const dueLabel = (days: number, { say }: Words): string => {
  const far = Math.abs(days)
  if (far <= IN_DAYS) return days < 0 ? say('policy.label.late', { days: far }) : say('policy.label.inDays', { days })
  const months = Math.round(far / MONTH)
  return days < 0 ? say('policy.label.lateMonths', { months }) : say('policy.label.inMonths', { months })
}
