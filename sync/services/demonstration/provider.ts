/** A care provider under the model policy for Wales, which asks the service to say how often and where that stands. */
import { addMonths, PlainDate } from '../../../src/domain/dates.ts'
import { member, type Service, settingOf } from './service.ts'

const QUARTERLY = { every: 'P3M', citation: 'Statutory guidance for regulated services in Wales, regulation 36: at least every quarter' }
const EVERY_TWO_MONTHS = { every: 'P2M', citation: 'Our Statement of Purpose, section 9: more often than the guidance asks' }
const CHOSEN = { retention: 'P7Y', recordWithin: { workingDays: 5 } }

const NEXT_MONTH = (today: PlainDate): PlainDate => PlainDate.parse(`${addMonths(today, 1).slice(0, 8)}01`)

export const PROVIDER: Service = {
  setting: settingOf('cwm-teal'),
  name: 'Cwm Teal Home Care (demonstration)',
  pack: 'wales-model',
  settings: { oneToOne: QUARTERLY, ...CHOSEN },
  manager: 'nia',
  senior: { key: 'gethin', name: 'Gethin Talbot' },
  above: 'Olwen Hart, chair of the board',
  numbers: 'CT',
  references: 'Person 5',
  place: 'Cwm Teal office',
  adopts: (today) => [
    {
      settings: { oneToOne: EVERY_TWO_MONTHS, ...CHOSEN },
      readings: {},
      from: NEXT_MONTH(today),
      reason: 'Staff asked to meet more often.',
      on: addMonths(today, -1),
    },
  ],
  members: [
    member('nia', 'Nia Prosser', 'Registered manager', 'team-manager', 'gethin', 1300, { every: 'P3M', last: 30 }),
    member('sioned', 'Sioned Kemp', 'Senior care worker', 'support-worker', 'nia', 900, { every: 'P3M', last: 25, waits: true }),
    member('ifan', 'Ifan Doyle', 'Care worker', 'support-worker', 'nia', 500, { every: 'P3M', last: 20, visited: 50 }),
    member('mali', 'Mali Thorne', 'Care worker', 'support-worker', 'sioned', 640, { hours: 'part-time', every: 'P3M', last: 104 }),
    member('tomos', 'Tomos Wick', 'Care worker', 'practitioner', 'sioned', 86, { every: 'P3M', last: null }),
    member('elin', 'Elin Marsden', 'Casual care worker', 'support-worker', 'nia', 20, {
      employment: 'casual',
      hours: 'part-time',
      every: 'P3M',
      last: null,
      agreement: 'none',
    }),
  ],
}
