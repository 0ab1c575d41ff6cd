/** A team under the policy of a Welsh social services directorate: each kind of employment and of hours, a professional line. */
import { each, member, type Service, settingOf } from './service.ts'

export const PRACTICE_TEAM: Service = {
  setting: settingOf('seabrook'),
  name: 'Seabrook Practice Team (demonstration)',
  pack: 'sswb',
  settings: { retention: 'P7Y', agreementWithin: 'P28D' },
  manager: 'petra',
  senior: { key: 'anselm', name: 'Anselm Pryde' },
  professional: { key: 'hester', name: 'Hester Vaughan-Reed' },
  above: 'Greta Holm, head of service',
  numbers: 'SB',
  references: 'Case 6',
  place: 'Seabrook office, room 4',
  adopts: () => [],
  members: [
    member('petra', 'Petra Lindqvist', 'Team manager', 'team-manager', 'anselm', 1700, {
      every: 'P4W',
      minutes: 90,
      last: 12,
      happened: [...each('training', 400), ...each('appraisal', 120), ...each('self-evaluation', 180)],
    }),
    member('callum', 'Callum Reid', 'Social worker', 'social-worker', 'petra', 760, {
      every: 'P4W',
      last: 10,
      visited: 70,
      happened: [...each('training', 300), ...each('appraisal', 140), ...each('self-evaluation', 150)],
    }),
    member('noor', 'Noor Haddad', 'Social worker', 'social-worker', 'petra', 980, {
      every: 'P4W',
      last: 40,
      agreed: 380,
      happened: [...each('training', 1160), ...each('appraisal', 390), ...each('self-evaluation', 200)],
    }),
    member('briony', 'Briony Tate', 'Social worker', 'social-worker', 'petra', 850, {
      hours: 'part-time',
      every: 'P4W',
      last: 36,
      happened: [...each('training', 500), ...each('appraisal', 60)],
    }),
    member('zeb', 'Zeb Corrie', 'Casual support worker', 'support-worker', 'petra', 420, {
      employment: 'casual',
      hours: 'part-time',
      every: 'P6W',
      last: 38,
      happened: [...each('training', 390), ...each('appraisal', 60)],
    }),
    member('mei', 'Mei Sandoval', 'Agency social worker', 'social-worker', 'petra', 90, {
      employment: 'agency',
      every: 'P4W',
      last: 23,
      agreement: 'to-sign',
      happened: each('training', 60),
    }),
    member('rory', 'Rory Blackett', 'Occupational therapist', 'practitioner', 'petra', 690, {
      every: 'P4W',
      last: 9,
      waits: true,
      happened: [...each('training', 600), ...each('appraisal', 100), ...each('self-evaluation', 100)],
    }),
    member('rory-professional', 'Rory Blackett', 'Occupational therapist', 'practitioner', 'hester', 690, {
      person: 'rory',
      line: 'professional',
      every: 'P4W',
      last: 36,
      happened: each('self-evaluation', 130),
    }),
  ],
}
