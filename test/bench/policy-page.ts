/** The policy bench inside a real browser's page. */
import { measurePolicy } from './policy-people.ts'

Object.assign(globalThis, { measurePolicy })
