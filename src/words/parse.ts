/** The ICU parser, as the message library brings it: for Node, which reads the messages unbuilt. The build has no-parser.ts in its place. */
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'

/** @throws SyntaxError of the parser, for a message that is none */
export const parse = (message: string): MessageFormatElement[] => new IntlMessageFormat(message, 'en').getAst()
