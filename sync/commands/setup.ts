/**
 * `npm run setup`: an empty service with one home, its policy, and the person who runs both. On one that is set up,
 * `--recover` makes a link for an administrator who can't sign in any more, `--lost-phone` lets somebody set a second factor
 * anew who has lost the one they had and its recovery codes, and `--read-days` says how long devices show records offline.
 */
import { mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { PASSWORD_SHORTEST, passwordProblem, Username, normalUsername } from '../../src/domain/password.ts'
import { DeviceId, OrgId, PersonId, SettingId, ActId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { systemClock, systemRandom } from '../clock.ts'
import { configFrom } from '../config.ts'
import { actsService } from '../services/acts.ts'
import { shippedOf } from '../services/packs.ts'
import { argon2Passwords } from '../services/passwords.ts'
import { makeInvitation } from '../services/invitations.ts'
import { accountNamed, addAccount, changeAccount } from '../storage/accounts.ts'
import { appendAudit } from '../storage/audit.ts'
import { credentialsOf, removeCredential, setRecoveryCodes } from '../storage/credentials.ts'
import { addOrg, hasAccounts, orgsOf, removeOrg, setReadDays } from '../storage/orgs.ts'
import { openErasureLedger } from '../storage/erasure-ledger.ts'
import { endSignInsOf } from '../storage/sign-ins.ts'
import { openStorage, type Storage } from '../storage/storage.ts'
import { Sealed } from './sealed-line.ts'
import { settingsFor } from './setup-settings.ts'

const { values } = parseArgs({
  options: {
    service: { type: 'string' },
    home: { type: 'string' },
    policy: { type: 'string' },
    residential: { type: 'string' },
    every: { type: 'string' },
    citation: { type: 'string' },
    retention: { type: 'string' },
    name: { type: 'string' },
    username: { type: 'string' },
    recover: { type: 'string' },
    'lost-phone': { type: 'string' },
    'read-days': { type: 'string' },
    data: { type: 'string' },
  },
})

interface Answers {
  readonly service: string
  readonly home: string
  readonly pack: PolicyPack
  readonly settings: Readonly<Record<string, Json>>
  /** Whether it is a residential home: some rules are only for those who work in one (SEF-3.17). */
  readonly residential: boolean
  readonly name: string
  readonly username: string
  readonly password: string
}

/** What was not given as a flag is asked; where there is no terminal to ask on, it is an error that says which. */
const ask = async (): Promise<Answers> => {
  const output = new Sealed()
  const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY })
  const question = async (flag: keyof typeof values, sentence: string): Promise<string> => {
    const given = values[flag] ?? (process.stdin.isTTY ? await lines.question(`${sentence} `) : '')
    if (given.trim() === '') throw new Error(`Say --${flag}: ${sentence}`)
    return given.trim()
  }
  try {
    const service = await question('service', 'What is the service called?')
    const place = await question('home', 'What is its first home, centre or team called?')
    const policy = await question('policy', `Which policy does it follow (${shippedPacks.map(({ id }) => id).join(', ')})?`)
    const pack = shippedPacks.find(({ id }) => id === policy)
    if (!pack) throw new Error(`There is no policy “${policy}”. There are: ${shippedPacks.map(({ id }) => id).join(', ')}.`)
    const home = await question('residential', 'Is it a residential home (yes or no)?')
    if (home !== 'yes' && home !== 'no') throw new Error(`--residential: “${home}” is neither yes nor no.`)
    const settings = await settingsFor(pack, question)
    const name = await question('name', 'What is your full name?')
    const username = await question('username', 'Which user name do you want to sign in with?')
    if (!Username.safeParse(normalUsername(username)).success) throw new Error('--username: a user name has 2 to 60 characters and no spaces.')
    let password = process.env['COUNTERSIGN_PASSWORD'] ?? ''
    if (password === '' && process.stdin.isTTY) {
      output.write(`Choose a password of at least ${PASSWORD_SHORTEST} characters: `)
      output.sealed = true
      password = await lines.question('')
      output.sealed = false
      output.write('\n')
    }
    if (password.length < PASSWORD_SHORTEST) {
      throw new Error(`Choose a password of at least ${PASSWORD_SHORTEST} characters, on the terminal or in COUNTERSIGN_PASSWORD.`)
    }
    if (passwordProblem(password, username) !== null) {
      throw new Error('This password is too easy to guess. Choose several words that don’t belong together.')
    }
    return { service, home: place, pack, settings, residential: home === 'yes', name, username, password }
  } finally {
    lines.close()
  }
}

/** A link for an administrator who has lost everything, said once; their account is enabled by it. */
const recover = async (storage: Storage, username: string): Promise<string> => {
  const at = systemClock()
  return storage.write(async (tx) => {
    const account = await accountNamed(tx, username)
    if (!account?.administrator) throw new Error(`--recover: “${username}” is no administrator’s user name. Nothing was changed.`)
    const { org, person, disabledAt } = account
    if (disabledAt !== null) {
      await changeAccount(tx, org, person, { disabled: null })
      await appendAudit(tx, org, [{ at, actor: 'service', what: 'account-enabled', subject: person, record: null, details: null }], systemRandom)
    }
    return (await makeInvitation(tx, { org, person, username: null, by: 'service', at }, systemRandom)).path
  })
}

/**
 * Takes from an account what was on a lost phone: the authenticator app, its recovery codes, the passkeys, every sign-in, and
 * signing in by a vault's key. What is left is the password, with which a second factor is set anew. A work account stays.
 */
const forgetPhone = async (storage: Storage, username: string): Promise<void> => {
  const at = systemClock()
  await storage.write(async (tx) => {
    const account = await accountNamed(tx, username)
    const whose = account && { org: account.org, person: account.person }
    const lost = whose ? (await credentialsOf(tx, whose.org, whose.person)).filter(({ kind }) => kind !== 'work') : []
    if (!whose || lost.length === 0) throw new Error(`--lost-phone: “${username}” is no user name with an authenticator app or a passkey. Nothing was changed.`)
    const { org, person } = whose
    for (const { kind, id } of lost) await removeCredential(tx, { org, person, kind, id })
    await setRecoveryCodes(tx, org, person, [])
    await endSignInsOf(tx, org, person)
    const doings = lost.map(({ kind }) => ({ at, actor: 'service' as const, what: 'credential-removed' as const, subject: person, record: null, details: { kind } }))
    await appendAudit(tx, org, doings, systemRandom)
  })
}

/** How many days without contact a device shows records (K6): it learns so with its next pull. */
const setReading = async (storage: Storage, said: string): Promise<string> => {
  if (!/^(?:[1-9]|[12]\d|30)$/.test(said)) throw new Error(`--read-days: “${said}” is not a number of days from 1 to 30. Nothing was changed.`)
  return storage.write(async (tx) => {
    const [there] = await orgsOf(tx)
    if (!there) throw new Error('--read-days: there is no service here. Set it up first.')
    await setReadDays(tx, there.org, Number(said))
    const doing = { at: systemClock(), actor: 'service', what: 'read-days-set' as const, subject: null, record: null, details: { days: Number(said) } }
    await appendAudit(tx, there.org, [doing], systemRandom)
    return there.name
  })
}

const main = async (): Promise<void> => {
  const config = configFrom({ ...process.env, ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }) })
  mkdirSync(config.dataFolder, { recursive: true })
  const storage = await openStorage(config.database)
  try {
    if (values.recover !== undefined) {
      const path = await recover(storage, values.recover)
      process.stdout.write(`Open this at the address of the service, within 72 hours. It works once, and is not shown again.\n${path}\n`)
      return
    }
    const lostPhoneOf = values['lost-phone']
    if (lostPhoneOf !== undefined) {
      await forgetPhone(storage, lostPhoneOf)
      process.stdout.write('Their authenticator app and passkeys are forgotten and they are signed out everywhere. They sign in with their password, and set a second factor anew.\n')
      return
    }
    const readDays = values['read-days']
    if (readDays !== undefined) {
      const name = await setReading(storage, readDays)
      process.stdout.write(`Devices of ${name} show records for ${readDays} days without a connection, from when each next has one.\n`)
      return
    }
    const [there] = await storage.write(async (tx) => {
      for (const { org } of await orgsOf(tx)) if (!(await hasAccounts(tx, org))) await removeOrg(tx, org)
      return orgsOf(tx)
    })
    if (there) throw new Error(`There is a service here already: ${there.name}. Choose another folder with --data, or say --recover USERNAME for an administrator who can’t sign in.`)
    const answers = await ask()
    const { pack, settings, residential } = answers

    const org = OrgId.parse(v7())
    const person = PersonId.parse(v7())
    const setting = SettingId.parse(v7())
    const principal = { org, person, administrator: true }
    const common = { deviceId: DeviceId.parse(v7()), deviceTime: systemClock() }
    const acts = actsService({
      storage, clock: systemClock, random: systemRandom, shipped: shippedOf(shippedPacks), erasures: openErasureLedger(config.dataFolder), onFault: () => {},
    })
    const wires = [
      sealAct({
        ...common,
        actId: ActId.parse(v7()),
        recordId: person,
        kind: 'person',
        type: 'person.add',
        payload: { name: answers.name, knownAs: answers.name.split(' ', 1)[0] ?? answers.name, staffNumber: null },
      }),
      sealAct({
        ...common,
        actId: ActId.parse(v7()),
        recordId: setting,
        kind: 'setting',
        type: 'setting.open',
        payload: { name: answers.home, residentialHome: residential, pack: pack.id, packVersion: pack.version, settings, managers: [person] },
      }),
    ]
    const passwordHash = await argon2Passwords.hash(answers.password)
    const at = systemClock()
    await storage.write((tx) => addOrg(tx, { org, name: answers.service, demonstration: false, secondFactor: 'required' }, at))
    const receipts = await acts.push(org, wires.map((wire) => ({ principal, wire })))
    const refused = receipts.find(({ outcome }) => outcome !== 'applied')
    if (refused) throw new Error(`The service could not be set up: ${JSON.stringify(refused)}`)
    await storage.write((tx) => addAccount(tx, { ...principal, passwordHash, username: answers.username, at }))
    process.stdout.write(`${answers.service} is set up. Run “npm start” and sign in as ${answers.username}.\n`)
    process.stdout.write('The first time you sign in you set up a second factor: an authenticator app on your phone, or a passkey.\n')
  } finally {
    await storage.close()
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
