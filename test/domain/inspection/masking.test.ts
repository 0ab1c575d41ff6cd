/** Names, references and what gives a person away, as people write them: what an inspector reads in their place (W1, W3). */
import { fc } from './property.ts'
import { describe, expect, test } from 'vitest'
import { findPlainIdentifiers } from '../../../src/domain/inspection/identifiers.ts'
import { type MaskedText } from '../../../src/domain/inspection/masked.ts'
import { maskingOf, type Somebody } from '../../../src/domain/inspection/masking.ts'
