/** A day centre under Havering's policy: every group it names, a professional line, a supervisor who is away. */
import { addDays } from '../../../src/domain/dates.ts'
import { each, member, type Service, settingOf } from './service.ts'

export const DAY_CENTRE: Service = {
  setting: settingOf('marigold'),
  name: 'Marigold Day Centre (demonstration)',
  pack: 'havering',
  settings: {},
  manager: 'farah',
  senior: { key: 'gideon', name: 'Gideon Marlow' },
  professional: { key: 'ottilie', name: 'Ottilie Brand' },
  above: 'Harriet Noble, head of adult services',
  numbers: 'MG',
  references: 'LAS 9',
  place: 'Marigold Day Centre, garden room',
  adopts: (today) => [
    {
      settings: {},
      readings: {
        'HAV-AMB-6': {
          reading: 'quarterly-any-length',
          reason: 'Our administrator works six hours a week. Half an hour every three months is right for the post, and she agrees.',
          on: addDays(today, -160),
        },
      },
      from: addDays(today, -150),
      reason: 'Agreed at the managers’ meeting.',
      on: addDays(today, -160),
    },
  ],
  members: [
    member('farah', 'Farah Denholm', 'Day centre manager', 'team-manager', 'gideon', 1600, {
      happened: [...each('observation-done', 20, 80, 150), ...each('audit', 12, 60, 110, 170), ...each('appraisal', 120)],
      leave: { in: 20, days: 6 },
    }),
    member('hollis', 'Hollis Tranter', 'Deputy manager', 'team-manager', 'farah', 1200, {
      last: 25,
      happened: [...each('observation-done', 30), ...each('audit', 40, 130), ...each('appraisal', 200)],
    }),
    member('wilma', 'Wilma Stokes', 'Senior day centre worker', 'day-opportunities', 'farah', 2100, {
      every: 'P8W',
      last: 40,
      happened: [...each('observation-done', 45), ...each('group', 17, 24), ...each('appraisal', 210)],
      // Away herself: her own one-to-one is excused, her two people are without her.
      facts: (today) => ({
        excused: [{ from: addDays(today, -16), until: addDays(today, 30), reason: 'Sick leave', authorisedBy: 'Farah Denholm' }],
      }),
    }),
    member('rohan', 'Rohan Pell', 'Day centre worker', 'day-opportunities', 'wilma', 800, {
      every: 'P8W',
      last: 40,
      visited: 60,
      happened: [...each('group', 3, 10, 17, 24), ...each('appraisal', 90), { type: 'absence', ago: 16, cover: 'Farah Denholm' }],
    }),
    member('tess', 'Tess Quill', 'Day centre worker', 'day-opportunities', 'wilma', 900, {
      every: 'P8W',
      last: 70,
      agreed: 372,
      happened: [...each('group', 10, 17, 24), ...each('appraisal', 380), { type: 'absence', ago: 16 }],
    }),
    member('lena', 'Lena Orchard', 'Day centre worker', 'day-opportunities', 'farah', 500, {
      every: 'P8W',
      last: 51,
      visited: 30,
      happened: [...each('group', 3, 10, 17), ...each('team-meeting', 24), ...each('appraisal', 100)],
    }),
    member('arlo', 'Arlo Finch', 'Day support worker', 'practitioner', 'hollis', 700, {
      hours: 'part-time',
      every: 'P6W',
      last: 9,
      waits: true,
      happened: each('appraisal', 150),
    }),
    member('mirela', 'Mirela Voss', 'Care worker', 'support-worker', 'farah', 100, {
      facts: () => ({ fromOutsideUk: true }),
      every: 'P2W',
      last: 7,
    }),
    member('cassian', 'Cassian Wray', 'Occupational therapist', 'practitioner', 'hollis', 75, {
      facts: (today) => ({ newlyQualified: 'other', qualifiedOn: addDays(today, -60) }),
      every: 'P2W',
      last: 20,
      agreement: 'none',
    }),
    member('juno', 'Juno Lisle', 'Social worker', 'social-worker', 'farah', 70, {
      facts: () => ({ newlyQualified: 'social-worker' }),
      every: 'P2W',
      last: 11,
      agreement: 'to-sign',
    }),
    member('bettina', 'Bettina Crane', 'Administrator', 'admin', 'hollis', 1400, {
      hours: 'part-time',
      every: 'P3M',
      last: 40,
      happened: each('appraisal', 300),
    }),
    member('kit', 'Kit Yarrow', 'Apprentice', 'apprentice', 'hollis', 150, { every: 'P3W', last: 6 }),
    member('saffron', 'Saffron Lyle', 'Social worker', 'social-worker', 'farah', 600, {
      last: 10,
      visited: 120,
      happened: [...each('three-way', 120), ...each('appraisal', 160)],
    }),
    member('saffron-professional', 'Saffron Lyle', 'Social worker', 'social-worker', 'ottilie', 600, {
      person: 'saffron',
      line: 'professional',
      last: 50,
    }),
  ],
}
