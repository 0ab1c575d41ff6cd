/** As what each name of a signed content was asked, in words: so that a saved copy reads without the policy (G6). */
import { type Column, type Field, type Section } from '../../src/domain/policy/form.ts'
import { type Text } from '../../src/domain/policy/text.ts'
import { cellIn } from '../../src/domain/records/tables.ts'
import { type AskedOf } from '../../src/protocol/exported.ts'
import { verify } from '../../src/words/en/verify.ts'
import { addArea, createWords, type MessageId } from '../../src/words/words.ts'

addArea('verify', { en: verify })
const { say } = createWords('en')

type Said = MessageId & `verify.asked.${string}`
type Part = MessageId & `verify.part.${string}`

/** Lists whose rows are no table's, by what their names begin with. */
const ROWS: Readonly<Record<string, Field['type']>> = {
  actions: 'actions', updates: 'action-updates', consent: 'consents', notes: 'notes', refs: 'references',
}
/** Fields that a record has whatever its form, by what their names begin with. */
const COMMON: Readonly<Record<string, Said>> = { next: 'verify.asked.next', when: 'verify.asked.when', agenda: 'verify.asked.agenda' }

const partSaid = (part: string): string => {
  const id = `verify.part.${part}`
  return say((Object.hasOwn(verify, id) ? id : 'verify.part.other') as Part as 'verify.part.other')
}

type Asked = Omit<AskedOf, 'at'>

const plain = (id: Said): Asked => ({ label: { en: say(id as 'verify.asked.field') }, part: '', type: 'line', options: [] })

/** A part of a row under its list's own label. */
const inRow = (list: Text, part: string): Text => ({ en: say('verify.asked.row', { list: list.en, part }) })

/** What can be chosen and has a label: of how often and how long the value says it. */
const optionsOf = (asked: Field | Column): AskedOf['options'] => {
  const options: readonly unknown[] = 'options' in asked ? (asked.options ?? []) : []
  return options.filter((each): each is AskedOf['options'][number] => typeof each === 'object' && each !== null && 'label' in each)
}

/** The list whose row a name is a part of. */
const listOf = (fields: readonly Field[], first: string): Field | undefined =>
  fields.find(({ type, key }) => type === 'table' && key === first) ?? fields.find(({ type }) => type === ROWS[first])

const askedField = (fields: readonly Field[], name: string): Asked => {
  const own = fields.find(({ key }) => key === name)
  if (own) return { label: own.label, part: own.key, type: own.type, options: optionsOf(own) }
  const [first = '', , part = ''] = name.split('.')
  const list = listOf(fields, first)
  const cell = list?.type === 'table' ? cellIn(list, name) : null
  if (list && cell && cell.column !== 'removed') {
    const { key, label, type } = cell.column
    return { label: inRow(list.label, label.en), part: key, type, options: optionsOf(cell.column) }
  }
  if (list) return { label: inRow(list.label, partSaid(part)), part, type: list.type === 'table' ? 'tick' : list.type, options: [] }
  return plain(COMMON[first] ?? 'verify.asked.field')
}

/** @param names of a signed content: `field.topic.4`, `held.end` */
export const askedOf = (names: Iterable<string>, sections: readonly Section[]): Readonly<Record<string, AskedOf>> => {
  const fields = sections.flatMap((section) => section.fields)
  const particulars = Object.keys(verify).filter((id) => id.startsWith('verify.asked.'))
  /** What the record says of itself comes first, then the form in its order, then what no form asked. */
  const placeOf = (name: string): number => {
    const own = fields.findIndex(({ key }) => key === name)
    const list = listOf(fields, name.split('.', 1)[0] ?? '')
    const at = own < 0 && list ? fields.indexOf(list) : own
    return particulars.length + (at < 0 ? fields.length : at)
  }
  return Object.fromEntries(
    [...new Set(names)].map((name): [string, AskedOf] => {
      if (name.startsWith('field.')) {
        const field = name.slice('field.'.length)
        return [name, { ...askedField(fields, field), at: placeOf(field) }]
      }
      const id = `verify.asked.${name}`
      const known = Object.hasOwn(verify, id) ? id : 'verify.asked.field'
      return [name, { ...plain(known as Said), at: particulars.indexOf(known) }]
    }),
  )
}
