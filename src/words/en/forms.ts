/** What a form says whatever it asks: labels of the kit’s own boxes and the usual errors, each saying what to do. */
import { type Area } from '../catalogue.ts'

export const forms = {
  'forms.date.day': 'Day',
  'forms.date.month': 'Month',
  'forms.date.year': 'Year',
  'forms.date.hint': 'For example, 15 6 {year}',
  'forms.date.missing': 'Enter {what}',
  'forms.date.incomplete': '{What} must include a {part}',
  'forms.date.unreal': '{What} must be a real date',
  'forms.date.future': '{What} must be today or in the past',
  'forms.date.past': '{What} must be today or in the future',
  'forms.date.part.day': 'day',
  'forms.date.part.month': 'month',
  'forms.date.part.year': 'year',

  'forms.time.hint': 'For example, 14:30 or 2.30pm',
  'forms.time.missing': 'Enter {what}',
  'forms.time.unreal': '{What} must be a time, like 14:30',

  'forms.required.text': 'Enter {what}',
  'forms.required.choice': 'Select {what}',
  'forms.tooLong': '{What} must be {max} characters or fewer',
  'forms.number': '{What} must be a number, like 60',
  'forms.select.choose': 'Choose one',
  'forms.checkboxes.hint': 'Select all that apply',

  'forms.saved.onDevice': 'Saved on this device',
  'forms.saved.saving': 'Saving',

  'forms.quick.nothing': 'Nothing since last time',

  'forms.completed.question': 'Have you completed this section?',
  'forms.completed.yes': 'Yes, I’ve completed this section',
  'forms.completed.later': 'No, I’ll come back later',
} as const satisfies Area<'forms'>
