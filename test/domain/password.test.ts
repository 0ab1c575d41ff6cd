import { describe, expect, test } from 'vitest'
import { passwordProblem, Username } from '../../src/domain/password.ts'

describe('A1: a password that somebody chooses', () => {
  test.each([
    ['elevenchars', 'too-short'],
    ['🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊', 'too-short'],
    ['x'.repeat(201), 'too-long'],
    ['password1234', 'too-common'],
    ['P4ssw0rd!2026', 'too-common'],
    ['passwordpassword', 'too-common'],
    ['Password-Welcome-1', 'too-common'],
    ['qwertyuiop123', 'too-common'],
    ['1qaz2wsx3edc', 'too-common'],
    ['123456789012', 'too-common'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['abcabcabcabc', 'too-common'],
    ['Liverpool2026', 'too-common'],
    ['Iloveyou123456', 'too-common'],
    ['letmeinletmein', 'too-common'],
    ['zyxwvutsrqpon', 'too-common'],
    ['kofi.marshall', 'user-name'],
    ['KofiMarshall1', 'user-name'],
    ['K0fi-M4rshall-2026', 'user-name'],
  ])('%s is %s', (password, problem) => {
    expect(passwordProblem(password, 'kofi.marshall')).toBe(problem)
  })

  test.each(['a long enough password', 'larkfield-dana-1', 'blue kettle on a wet step', 'xV9#mQ2$tLp7', 'the owl sat under my lamp', 'llaethllygodlleuad', 'пароль-ключ-дождь'])(
    '%s may be chosen', (password) => {
      expect(passwordProblem(password, 'kofi.marshall')).toBeNull()
    })

  test('a user name is 2 to 60 characters with no space in it', () => {
    expect(['ade', 'kofi.marshall', 'siân', 'k@example.org'].map((name) => Username.safeParse(name).success)).toEqual([true, true, true, true])
    expect(['a', 'a b c', 'x'.repeat(61), 'tab\tbed', 'bell\u0007ed'].map((name) => Username.safeParse(name).success)).toEqual([false, false, false, false, false])
  })
})
