/** Whether records are shown, and which pages take in what is written while they are not (K6). */
import { type LeaseNotice } from '../../queries/vault-here.ts'

/** Records are not shown until this device was in contact. */
export const isBlocked = (lease: LeaseNotice): lease is 'reading-blocked' | 'clock-back' => lease === 'reading-blocked' || lease === 'clock-back'

/** Beginning a session and writing it, what waits, and one's account. */
const CAPTURE = /^\/sessions\/(?:new\/)?[^/]+$|^\/sync$|^\/account(?:\/|$)/

/** @param path of the address, without what follows `?` */
export const showsWhileBlocked = (path: string): boolean => CAPTURE.test(path)
