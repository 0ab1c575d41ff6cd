/** What the service holds back of one's own and, for those who manage a setting, that others' exists: asked of it, kept nowhere (P8). */
import { QuarantineAnswer, type QuarantineItem } from '../protocol/changes.ts'
import { type Asked, useAsked } from './online.ts'

export type HeldBackItem = QuarantineItem

const HELD_BACK = { path: '/api/quarantine', method: 'GET' } as const
export const useHeldBack = (): Asked<QuarantineAnswer> => useAsked(HELD_BACK, QuarantineAnswer)
