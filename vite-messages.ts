/**
 * Packs the messages of src/words/en at build time (src/words/pack.ts) and leaves the ICU parser, a quarter of what the
 * words weigh, out of the app. Node reads the same files unbuilt and parses. Of the message library the app uses one
 * function; its class, which sets up statics and so would stay, is marked as free of side effects.
 */
import path from 'node:path'
import { parse } from '@formatjs/icu-messageformat-parser'
import { type ESTree, type Plugin } from 'vite'
import { pack } from './src/words/pack.ts'

const WORDS = path.resolve(import.meta.dirname, 'src/words')
const PARSER = path.join(WORDS, 'parse.ts')
const AREA = /\/src\/words\/en\/[\w-]+\.ts$/
const LIBRARY = /\/intl-messageformat\/index\.js$/

const withoutTypes = (expression: ESTree.Expression | null): ESTree.Expression | null =>
  expression?.type === 'TSAsExpression' || expression?.type === 'TSSatisfiesExpression'
    ? withoutTypes(expression.expression)
    : expression

const packedProperty = (property: ESTree.ObjectPropertyKind): string => {
  if (property.type !== 'Property' || property.key.type !== 'Literal' || property.value.type !== 'Literal') {
    throw new Error('an area has ids and messages in quotation marks, nothing else')
  }
  const id = String(property.key.value)
  try {
    return `${JSON.stringify(id)}:${JSON.stringify(pack(parse(String(property.value.value), { captureLocation: false })))}`
  } catch (error) {
    throw new Error(`${id} can’t be packed`, { cause: error })
  }
}

const packedArea = (statement: ESTree.Statement | ESTree.Directive): string => {
  if (statement.type === 'ImportDeclaration') return ''
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
  const [area, ...others] = declared?.type === 'VariableDeclaration' ? declared.declarations : []
  const messages = withoutTypes(area?.init ?? null)
  if (area?.id.type !== 'Identifier' || messages?.type !== 'ObjectExpression' || others.length > 0) {
    throw new Error('a file of messages exports one object, its area')
  }
  return `export const ${area.id.name} = {${messages.properties.map(packedProperty).join(',\n')}}`
}

/** Where the library's class begins and ends in its source. */
const classIn = (body: readonly (ESTree.Statement | ESTree.Directive | ESTree.ModuleDeclaration)[]): ESTree.Class => {
  for (const statement of body) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && id.name === 'IntlMessageFormat' && init?.type === 'ClassExpression') return init
    }
  }
  throw new Error('intl-messageformat declares its class in another way now')
}

const withoutClass: Plugin = {
  name: 'countersign-message-library',
  apply: 'build',
  transform: {
    filter: { id: LIBRARY },
    handler(code) {
      const { start, end } = classIn(this.parse(code).body)
      const pure = `/* @__PURE__ */ (() => ${code.slice(start, end)})()`
      return { code: code.slice(0, start) + pure + code.slice(end), map: null }
    },
  },
}

const packedAreas: Plugin = {
  name: 'countersign-messages',
  enforce: 'pre',
  config: () => ({
    resolve: {
      alias: [{ find: /^@formatjs\/icu-messageformat-parser$/, replacement: path.join(WORDS, 'no-parser.ts') }],
    },
  }),
  resolveId: {
    filter: { id: /\/parse\.ts$/ },
    handler: (source, importer) => (importer && path.resolve(path.dirname(importer), source) === PARSER ? path.join(WORDS, 'no-parser.ts') : null),
  },
  transform: {
    filter: { id: AREA },
    handler(code) {
      const { body } = this.parse(code, { lang: 'ts' })
      return { code: body.map(packedArea).join('\n'), map: null }
    },
  },
}

export const messages = (): Plugin[] => [packedAreas, withoutClass]
