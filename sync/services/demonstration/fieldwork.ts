/** A fieldwork service under Sefton's policy: one post of each row of its table of frequencies. */
import { each, member, type Service, settingOf } from './service.ts'

export const FIELDWORK: Service = {
  setting: settingOf('harbour'),
  name: 'Harbour Fieldwork Service (demonstration)',
  pack: 'sefton',
  settings: {},
  manager: 'bram',
  senior: { key: 'winston', name: 'Winston Ager' },
  above: 'Leonora Bright, director',
  numbers: 'HB',
  references: 'LCS 71',
  place: 'Harbour House, room 3',
  adopts: () => [],
  members: [
    member('audra', 'Audra Keene', 'Assistant director', 'assistant-director', 'winston', 2200, {
      every: 'P2M',
      minutes: 90,
      last: 20,
      happened: each('appraisal', 150),
      visited: 250,
    }),
    member('bram', 'Bram Holloway', 'Service manager', 'service-manager', 'audra', 1800, {
      every: 'P2M',
      minutes: 90,
      last: 55,
      happened: each('appraisal', 160),
      visited: 220,
    }),
    member('rosalind', 'Rosalind Peake', 'Team manager', 'team-manager', 'bram', 1250, { minutes: 90, visited: 190, happened: each('appraisal', 170) }),
    member('felix', 'Felix Standen', 'Improvement officer', 'non-case-manager', 'bram', 700, {
      every: 'P2M',
      minutes: 90,
      last: 75,
      happened: each('appraisal', 140),
    }),
    member('amara', 'Amara Birch', 'Social worker', 'social-worker', 'rosalind', 930, { minutes: 90, visited: 110, happened: each('appraisal', 200) }),
    member('stellan', 'Stellan Moor', 'Personal adviser', 'personal-advisor', 'rosalind', 560, {
      every: 'P2M',
      minutes: 90,
      last: 30,
      waits: true,
      visited: 130,
      happened: each('appraisal', 100),
    }),
    member('winnie', 'Winnie Garland', 'Family support worker', 'support-worker', 'rosalind', 480, {
      hours: 'part-time',
      every: 'P2M',
      minutes: 90,
      last: 26,
      visited: 80,
      happened: each('appraisal', 90),
    }),
    member('gus', 'Gus Amberley', 'Business support officer', 'business-support', 'rosalind', 1500, {
      every: 'P2M',
      last: 20,
      happened: each('appraisal', 380),
    }),
    member('ines', 'Ines Corrigan', 'Social worker on the Frontline programme', 'frontline-participant', 'rosalind', 210, {
      minutes: 90,
      last: 25,
    }),
    member('percy', 'Percy Oakes', 'Student social worker', 'student-social-worker', 'rosalind', 60, {
      employment: 'temporary',
      every: 'P2W',
      last: 5,
    }),
    member('talia', 'Talia Renn', 'Social worker in the first year', 'social-worker', 'rosalind', 100, {
      facts: () => ({ newlyQualified: 'social-worker' }),
      every: 'P2W',
      minutes: 90,
      last: 20,
      happened: each('asye-review', 10),
    }),
  ],
}
