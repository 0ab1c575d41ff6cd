/** The demonstration's services beside the two homes: together with them every policy that ships is in use. */
import { DAY_CENTRE } from './day-centre.ts'
import { FIELDWORK } from './fieldwork.ts'
import { PRACTICE_TEAM } from './practice-team.ts'
import { PROVIDER } from './provider.ts'
import { type Service } from './service.ts'
import { SOCIAL_WORK } from './social-work.ts'

export const OTHER_SERVICES: readonly Service[] = [DAY_CENTRE, SOCIAL_WORK, PRACTICE_TEAM, PROVIDER, FIELDWORK]
