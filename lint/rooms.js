/**
 * The import table of the house (design.md, Rooms) as a lint rule: what a room may import from other rooms and from
 * packages. Type-only imports count. A feature never imports another feature; a file beside them, such as their addresses,
 * and what is in `shared` are every feature's.
 */
import path from 'node:path'

/** room → [rooms it may import, packages it may import]; `null` is anything. */
export const TABLE = {
  domain: [[], ['zod', 'date-fns']],
  protocol: [['domain'], ['zod', 'canonicalize', '@noble/hashes', 'uuid', 'ical-generator', 'jose']],
  words: [['domain'], ['intl-messageformat', '@formatjs/icu-messageformat-parser']],
  vault: [['protocol', 'domain'], ['zod', 'hash-wasm', 'jose']],
  store: [['vault', 'protocol', 'domain'], ['zod', 'dexie']],
  outbox: [['store', 'vault', 'protocol', 'domain'], ['zod']],
  queries: [['outbox', 'store', 'protocol', 'domain'], ['react', '@tanstack/react-query']],
  ui: [['words'], ['react', 'react-dom', 'govuk-frontend', 'uqr']],
  features: [['ui', 'queries', 'words', 'domain'], ['react', 'wouter', 'papaparse']],
  app: [['domain', 'protocol', 'words', 'vault', 'store', 'outbox', 'queries', 'ui', 'features'], null],
  sync: [['domain', 'protocol', 'words'], null],
  test: [null, null],
}

const root = path.resolve(import.meta.dirname, '..')

/** The room of an absolute file name, and inside `features` the feature, if it is one's; null outside the house. */
const placeOf = (file) => {
  const parts = path.relative(root, file).split(path.sep)
  const room = parts[0] === 'src' ? parts[1] : parts[0]
  if (!Object.hasOwn(TABLE, room)) return null
  return { room, feature: room === 'features' && parts.length > 3 ? parts[2] : null }
}

const packageOf = (specifier) => {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0]
}

/** Why `file` may not import `specifier`, or null. */
export const objection = (file, specifier) => {
  const from = placeOf(file)
  if (!from) return null
  const [rooms, packages] = TABLE[from.room]
  if (!specifier.startsWith('.')) {
    if (packages === null || specifier.startsWith('virtual:')) return null
    const name = packageOf(specifier)
    return packages.includes(name) ? null : `${from.room} may not import the package ${name}`
  }
  const to = placeOf(path.resolve(path.dirname(file), specifier))
  if (!to || rooms === null) return null
  if (to.room !== from.room) {
    return rooms.includes(to.room) ? null : `${from.room} may not import ${to.room}`
  }
  const open = to.feature === null || to.feature === 'shared' || to.feature === from.feature
  return open ? null : 'a feature never imports another feature'
}

const importTable = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return
      const message = objection(context.filename, node.source.value)
      if (message) context.report({ node: node.source, message: `${message} (design.md, Rooms).` })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

export default { meta: { name: 'rooms' }, rules: { 'import-table': importTable } }
