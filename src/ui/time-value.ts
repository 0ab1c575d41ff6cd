/** `14:30`, `14.30`, `1430`, `2.30pm`, `2pm`, `2:30 PM` → `14:30`; null for anything that is not clearly a time. */
export const clockTimeOf = (text: string): string | null => {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i.exec(text.trim())
  if (!match) return null
  const [, hours = '', minutes, half] = match
  // A bare number is not a time: 9 may be nine or twenty-one.
  if (minutes === undefined && half === undefined) return null
  let hour = Number(hours)
  if (half) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const minute = Number(minutes ?? 0)
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
