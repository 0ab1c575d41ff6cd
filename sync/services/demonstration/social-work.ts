/** A team of children's social workers under Wokingham's policy: probation, agency, newly qualified, one left too long. */
import { addDays } from '../../../src/domain/dates.ts'
import { each, type Happened, member, type Service, settingOf } from './service.ts'

/** The assistant team manager is away for some days; the team manager stands in. */
const AWAY: readonly Happened[] = [{ type: 'absence', ago: 3, cover: 'Imogen Slater' }]

export const SOCIAL_WORK: Service = {
  setting: settingOf('kestrel'),
  name: 'Kestrel Social Work Team (demonstration)',
  pack: 'wokingham',
  settings: { retention: 'P7Y' },
  manager: 'imogen',
  senior: { key: 'rafe', name: 'Rafe Olding' },
  above: 'Una Merrick, assistant director',
  numbers: 'KS',
  references: 'MOSAIC 8',
  place: 'Kestrel House, meeting room 2',
  adopts: () => [],
  members: [
    member('imogen', 'Imogen Slater', 'Team manager', 'team-manager', 'rafe', 1500, {
      minutes: 90,
      happened: [...each('supervision-observed', 200), ...each('record-audit', 100)],
      visited: 240,
      leave: { in: 12, days: 4 },
    }),
    member('jonas', 'Jonas Abara', 'Assistant team manager', 'practitioner-manager', 'imogen', 1100, {
      minutes: 90,
      last: 25,
      visited: 180,
      happened: [...each('supervision-observed', 90), ...each('record-audit', 380)],
    }),
    member('leila', 'Leila Marsh', 'Senior social worker', 'social-worker', 'imogen', 1900, { minutes: 90, last: 62, visited: 210 }),
    member('corin', 'Corin Hatch', 'Social worker', 'social-worker', 'imogen', 820, { minutes: 90, visited: 90 }),
    member('devika', 'Devika Ranson', 'Social worker', 'social-worker', 'imogen', 640, { minutes: 90, last: 40, agreed: 380 }),
    member('tobin', 'Tobin Ashe', 'Social worker', 'social-worker', 'jonas', 110, {
      facts: (today) => ({ probationEndsOn: addDays(today, 70) }),
      minutes: 90,
      every: 'P2W',
      last: 11,
      happened: AWAY,
    }),
    member('marek', 'Marek Dolan', 'Agency social worker', 'social-worker', 'jonas', 50, {
      employment: 'agency',
      minutes: 90,
      every: 'P2W',
      last: 5,
      happened: AWAY,
    }),
    member('hetty', 'Hetty Loxley', 'Social worker', 'social-worker', 'jonas', 1300, {
      hours: 'part-time',
      last: 15,
      waits: true,
      visited: 100,
      happened: AWAY,
    }),
    member('esme', 'Esme Farrow', 'Social worker in the first year', 'social-worker', 'jonas', 80, {
      facts: () => ({ newlyQualified: 'social-worker' }),
      every: 'P2W',
      last: 6,
      happened: AWAY,
    }),
    member('yusuf', 'Yusuf Kell', 'Student social worker', 'student-social-worker', 'jonas', 60, {
      employment: 'temporary',
      minutes: 90,
      every: 'P2W',
      last: 8,
      agreement: 'to-sign',
      happened: AWAY,
    }),
  ],
}
