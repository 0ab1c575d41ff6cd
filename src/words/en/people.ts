/** People, their posts, who supervises whom. */
import { type Area } from '../catalogue.ts'

export const people = {
  'people.title': 'People',
  'people.empty': 'No people yet.',
  'people.find': 'Find a person',
  'people.noneFound': 'Nobody matches “{search}”. Check the spelling.',
  'people.count': '{count, plural, one {# person} other {# people}}',
  'people.supervisee': 'Supervisee',
  'people.supervisor': 'Supervisor',
  'people.lineManager': 'Line manager',
  'people.setting': 'Setting',
  'people.post': 'Post',
  'people.startedOn': 'Started {day}',
  'people.leftOn': 'Left {day}',
  'people.supervisedBy': 'Supervised by {name}',
  'people.employment.permanent': 'Permanent',
  'people.employment.temporary': 'Temporary',
  'people.employment.agency': 'Agency',
  'people.employment.casual': 'Casual',
  'people.hours.full-time': 'Full-time',
  'people.hours.part-time': 'Part-time',
} as const satisfies Area<'people'>
