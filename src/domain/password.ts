/** Which user names and passwords may be chosen. The same rule on the device, so that it is said at once, and on the server. */
import * as z from 'zod/mini'

/** User names are compared without case or surrounding space. */
export const normalUsername = (username: string): string => username.normalize('NFKC').trim().toLowerCase()

/** 2 to 60 characters, none of them a space: what is typed to sign in. */
export const Username = z.string().check(z.minLength(2), z.maxLength(60), z.regex(/^[^\s\p{C}]+$/u))

export const PASSWORD_SHORTEST = 12
export const PASSWORD_LONGEST = 200

export type PasswordProblem = 'too-short' | 'too-long' | 'user-name' | 'too-common'

/**
 * What the commonest passwords are made of. Nearly all of those are shorter than ours may be, so a list of them would
 * find little: what is found is one of these words made longer, with figures, signs, the word again or another of them.
 */
const COMMON = [
  'password', 'passwort', 'passcode', 'passphrase', 'parola', 'secret', 'letmein', 'welcome', 'iloveyou', 'loveyou', 'changeme', 'default',
  'admin', 'administrator', 'manager', 'supervisor', 'supervision', 'countersign', 'login', 'signin', 'access', 'master', 'system', 'computer',
  'internet', 'windows', 'samsung', 'google', 'facebook', 'whatever', 'nothing', 'trustno', 'qwerty', 'qwertz', 'azerty', 'asdfgh', 'zxcvbn',
  'qazwsx', 'abcdef', 'monkey', 'dragon', 'princess', 'sunshine', 'shadow', 'football', 'liverpool', 'everton', 'arsenal', 'chelsea',
  'manchester', 'united', 'england', 'scotland', 'cymru', 'wales', 'london', 'superman', 'batman', 'pokemon', 'starwars', 'michael', 'charlie',
  'jessica', 'ashley', 'daniel', 'thomas', 'george', 'jordan', 'summer', 'winter', 'spring', 'autumn', 'january', 'february', 'march', 'april',
  'june', 'july', 'august', 'september', 'october', 'november', 'december', 'monday', 'friday', 'sunday', 'christmas', 'flower', 'cookie',
  'chocolate', 'purple', 'orange', 'banana', 'butterfly', 'freedom', 'killer', 'ninja', 'lovely', 'baby', 'angel', 'family', 'mummy', 'daddy',
  'mother', 'father', 'sister', 'brother', 'carehome', 'children', 'socialwork', 'residential', 'staff', 'office', 'temp', 'test', 'guest',
  'user', 'hello', 'please', 'thankyou', 'love', 'pass', 'word', 'care', 'home', 'work', 'the', 'and', 'my', 'is',
].sort((a, b) => b.length - a.length)

/** Rows and columns of keys, and the alphabet, each also backwards. */
const ROWS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'qazwsxedcrfvtgbyhnujmikolp', '1qaz2wsx3edc4rfv5tgb6yhn']
const RUNS = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')])

const AS_LETTERS: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

const RUN_LENGTH = 4
/** So many different letters have to be left when all that is common is taken out. */
const LETTERS_LEFT = 4

const withoutRuns = (text: string): string => {
  let left = ''
  for (let at = 0; at < text.length; ) {
    let end = at + RUN_LENGTH
    while (end <= text.length && RUNS.some((run) => run.includes(text.slice(at, end)))) end += 1
    if (end - 1 >= at + RUN_LENGTH) at = end - 1
    else left += text[at++]
  }
  return left
}

/** The letters left when words that anybody would try are taken out. */
const ownLetters = (text: string, words: readonly string[]): number => {
  const bare = words.reduce((rest, word) => rest.replaceAll(word, ' '), text)
  return new Set(withoutRuns(bare).replaceAll(/[^\p{L}]/gu, '')).size
}

/**
 * What is wrong with a password somebody chooses.
 *
 * @returns null if it may be chosen
 */
export const passwordProblem = (password: string, username: string): PasswordProblem | null => {
  const { length } = Array.from(password)
  if (length < PASSWORD_SHORTEST) return 'too-short'
  if (password.length > PASSWORD_LONGEST) return 'too-long'
  const plain = password.normalize('NFKC').toLowerCase()
  const spelt = plain.replaceAll(/[013457@$!]/g, (character) => AS_LETTERS[character] ?? character)
  const own = normalUsername(username).split(/[^\p{L}]+/u).filter((part) => part.length >= 3)
  const few = (words: readonly string[]): boolean => ownLetters(plain, words) < LETTERS_LEFT || ownLetters(spelt, words) < LETTERS_LEFT
  if (few(COMMON)) return 'too-common'
  return few([...own, ...COMMON]) ? 'user-name' : null
}
