/** Which PINs may be set: six digits, and none of those tried first. */

const DIGITS = /^\d{6}$/

/** The commonest that no rule below catches: shapes on a keypad, pairs, and what stands at the top of every leaked list. */
const COMMON = new Set(
  ['112233', '445566', '778899', '001122', '332211', '147258', '258369', '147369', '159357', '159753', '357159', '753951', '951753', '789456', '456123', '123654', '321654', '741852', '963852',
   '852963', '142536', '102030', '135790', '246810', '135246', '123789', '147852', '741963', '520131', '100000', '200000', '112358', '314159', '271828', '123450', '123455', '012301'],
)

const digitsOf = (pin: string): readonly number[] => Array.from(pin, Number)

/** All the same, or a run up or down, round the end of the keypad too: one step all along. */
const isRun = (pin: string): boolean => {
  const digits = digitsOf(pin)
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10))
  return steps.size === 1 && [0, 1, 9].some((step) => steps.has(step))
}

const isRepeated = (pin: string): boolean => pin === pin.slice(0, 2).repeat(3) || pin === pin.slice(0, 3).repeat(2)

const isMirrored = (pin: string): boolean => digitsOf(pin).toReversed().join('') === pin

/** @returns why it may not be a PIN; null when it may */
export const pinFault = (pin: string): 'not-six-digits' | 'too-easy' | null => {
  if (!DIGITS.test(pin)) return 'not-six-digits'
  return isRun(pin) || isRepeated(pin) || isMirrored(pin) || COMMON.has(pin) ? 'too-easy' : null
}
