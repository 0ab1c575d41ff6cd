/** Policies in words: their names, what was chosen of them, what changed from one to the next. */
import { packFor } from '../../domain/adopted.ts'
import { type PlainDate } from '../../domain/dates.ts'
import { usedUntilChosen } from '../../domain/explain-settings.ts'
import { sameJson } from '../../domain/json.ts'
import { type Allowance } from '../../domain/policy/durations.ts'
import { Settings } from '../../domain/policy/facts.ts'
import { type SettingAsked } from '../../domain/policy/governance.ts'
import { type PolicyPack } from '../../domain/policy/pack.ts'
import { type Text } from '../../domain/policy/text.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type KnownPack } from '../../queries/device.ts'
import { type Stage } from '../../queries/policies.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'

export type SettingKey = SettingAsked['key']

const UNIT = { Y: 'years', M: 'months', W: 'weeks', D: 'days' } as const

/** "3 months", "5 working days", "1 year and 6 months". */
export const lengthInWords = (length: Allowance, { say, span, list }: Words): string => {
  if (typeof length !== 'string') return span(length)
  const parts = [...length.matchAll(/(\d+)([YMWD])/g)].map(([, count, letter]) =>
    say(`common.span.${UNIT[letter as keyof typeof UNIT]}`, { count: Number(count) }),
  )
  return list(parts)
}

/** "every 3 months". */
const everyInWords = (length: Allowance, words: Words): string =>
  typeof length === 'string' && /^P\d+[DWMY]$/.test(length) ? words.every(length) : lengthInWords(length, words)

/** What was chosen for a setting, in words; null where nothing was. */
export const settingInWords = (key: SettingKey, settings: Settings, words: Words): string | null => {
  const { say, day, list } = words
  switch (key) {
    case 'oneToOne': {
      const { oneToOne } = settings
      if (oneToOne === undefined) return null
      if (typeof oneToOne === 'string') return everyInWords(oneToOne, words)
      return say('policies.value.cited', { every: everyInWords(oneToOne.every, words), citation: oneToOne.citation })
    }
    case 'backstop':
      if (settings.backstop === false) return say('policies.value.none')
      return settings.backstop === undefined ? null : everyInWords(settings.backstop, words)
    case 'agreementWithin':
    case 'recordWithin':
    case 'retention': {
      const length = settings[key]
      return length === undefined ? null : lengthInWords(length, words)
    }
    case 'closureDays': {
      const days = settings.closureDays ?? []
      return days.length === 0 ? null : list(days.map((each) => day(each, '0001-01-01' as PlainDate)))
    }
    case 'policyVersionOn':
      return settings.policyVersionOn === undefined ? null : day(settings.policyVersionOn, '0001-01-01' as PlainDate)
    default:
      return unreachable(key)
  }
}

const KEYS = Object.keys(Settings.shape) as readonly SettingKey[]

/** What a policy asks to be chosen, in its own words, and beside it what can be chosen of any policy. */
export const askedBy = (pack: PolicyPack, { say, lang }: Words): readonly { readonly asked: SettingAsked; readonly label: string; readonly hint: string | null }[] => {
  const own = pack.settings.map((asked) => ({
    asked,
    label: inLanguage(asked.label, lang),
    hint: asked.hint ? say('policies.asked.hint', { hint: inLanguage(asked.hint, lang), rule: asked.rule }) : say('policy.rule', { rule: asked.rule }),
  }))
  if (own.some(({ asked }) => asked.key === 'closureDays')) return own
  const label = say('policies.key.closureDays')
  const asked: SettingAsked = { key: 'closureDays', rule: 'D4', label: { en: label } }
  return [...own, { asked, label, hint: say('policies.key.closureDaysHint') }]
}

/** The label of a setting: the policy's own, or ours where the policy does not ask for it. */
export const settingLabel = (pack: PolicyPack | undefined, key: SettingKey, { say, lang }: Words): string => {
  const asked = pack?.settings.find((each) => each.key === key)
  return asked ? inLanguage(asked.label, lang) : say(`policies.key.${key}`)
}

export interface Chosen {
  readonly key: SettingKey
  readonly label: string
  readonly value: string | null
  /** What stands for it where nothing was chosen: that the policy asks for it, what is used until then, or no more than that. */
  readonly notChosen: string
}

const notChosen = (pack: PolicyPack | undefined, key: SettingKey, words: Words): string => {
  const { say } = words
  if (pack?.settings.some((asked) => asked.key === key && asked.required === true)) return say('policies.setting.lacking')
  const used = pack ? usedUntilChosen(pack, key) : null
  return used === null ? say('policies.setting.notChosen') : say('policies.setting.usedUntil', { length: lengthInWords(used, words) })
}

/** Every setting that a policy asks for, or that was chosen all the same, with what was chosen. */
export const chosenInWords = (pack: PolicyPack | undefined, chosen: Stage['settings'], words: Words): readonly Chosen[] => {
  const settings = Settings.safeParse(chosen).data ?? {}
  return KEYS.map((key): Chosen => {
    return { key, label: settingLabel(pack, key, words), value: settingInWords(key, settings, words), notChosen: notChosen(pack, key, words) }
  })
    .filter(({ key, value }) => value !== null || pack?.settings.some((asked) => asked.key === key))
    .sort((a, b) => placeOf(pack, a.key) - placeOf(pack, b.key))
}

/** In the order in which the policy asks; what it does not ask for comes last. */
const placeOf = (pack: PolicyPack | undefined, key: SettingKey): number => {
  const place = pack?.settings.findIndex((asked) => asked.key === key) ?? -1
  return place < 0 ? KEYS.length + KEYS.indexOf(key) : place
}

type Pin = Pick<Stage, 'pack' | 'packVersion'>

export const packOfStage = (packs: readonly KnownPack[], stage: Pin): PolicyPack | undefined =>
  packFor(packs.map(({ pack }) => pack), stage)

/** "Havering supervision policy, version 1". */
export const stageName = (packs: readonly KnownPack[], stage: Pin, { say, lang }: Words): string => {
  const pack = packOfStage(packs, stage)
  return pack
    ? say('policies.named', { name: inLanguage(pack.name, lang), version: stage.packVersion })
    : say('policies.unnamed', { id: stage.pack, version: stage.packVersion })
}

/** "Another reading", of words that go on inside a sentence. */
export const capital = (text: string, { lang }: Words): string => text.charAt(0).toLocaleUpperCase(lang) + text.slice(1)

/** What a stage changed from the one before, as it stands inside a sentence: another policy or version, other settings, readings. */
export const changedBy = (stage: Stage, before: Stage | undefined, packs: readonly KnownPack[], words: Words): string => {
  const { say, list } = words
  if (!before || stage.pack !== before.pack || stage.packVersion !== before.packVersion) {
    return say('policies.stage.policy', { name: stageName(packs, stage, words) })
  }
  const readings = Object.entries(stage.readings).filter(([id, { reading }]) => before.readings[id]?.reading !== reading)
  const parts = [
    ...(sameJson(stage.settings, before.settings) ? [] : [say('policies.stage.settings')]),
    ...readings.map(([id]) => say('policies.stage.reading', { id })),
  ]
  return parts.length > 0 ? list(parts) : say('policies.stage.same')
}

export const policyText = (text: Text, { lang }: Words): string => inLanguage(text, lang)
