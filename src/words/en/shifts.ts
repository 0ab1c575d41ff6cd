/** Shifts: the roster actually worked, brought from a file. */
import { type Area } from '../catalogue.ts'

export const shifts = {
  'shifts.problem.columns-missing':
    'The first row of the file does not name every column we need. Add these to it: {columns}. Then choose the file again.',
  'shifts.problem.columns-twice':
    'The first row names a column more than once: {columns}. Keep one of each, then choose the file again.',
  'shifts.problem.rows-none': 'There are no shifts under the first row. Check that this is the right file.',
  'shifts.problem.quotes-open':
    'A quotation mark (") in this row has no partner. Take it out or add the other one. Rows below it may be missing until then.',
  'shifts.problem.cells-extra':
    'This row has more in it than there are columns. A name or a home with a comma in it needs quotation marks (") round it.',

  'shifts.problem.person-missing': 'Add the person’s staff number or full name.',
  'shifts.problem.person-too-long': 'The name is longer than {most} letters. Check that this cell holds only the name.',
  'shifts.problem.person-ambiguous': '“{text}” could be more than one person. Use the staff number that only one of them has.',
  'shifts.problem.post-none':
    '{name} has no post on that day. Check the date, or add the post in People, then choose the file again.',
  'shifts.problem.post-several':
    '{name} has more than one post on that day. Use the staff number of the post the shift belongs to.',

  'shifts.problem.home-missing': 'Add the name of the home where the shift was.',
  'shifts.problem.home-unknown': 'We don’t know a home called “{text}”. Check the spelling against the name in Countersign.',
  'shifts.problem.home-ambiguous': 'More than one home is called “{text}”. Use the home’s id instead of its name.',

  'shifts.problem.home-not-yours': 'You don’t manage {name}, so you can’t log shifts there. Ask its manager to bring this row in.',

  'shifts.problem.start-missing': 'Add the day and time the shift began.',
  'shifts.problem.start-unreadable':
    'We can’t read “{text}” as the day and time the shift began. Write it like 02/06/2026 07:30.',
  'shifts.problem.end-unreadable': 'We can’t read “{text}” as the time the shift ended. Write it like 02/06/2026 15:30 or 15:30.',
  'shifts.problem.end-not-after-start': 'The shift ends before it begins, or as it begins. Check both times.',
  'shifts.problem.shift-too-long': 'The shift is longer than {hours} hours. Check both times, or split it into two shifts.',

  'shifts.problem.status-missing': 'Add what happened: planned, worked, cancelled or absent.',
  'shifts.problem.status-unknown': '“{text}” is not a status we know. Write planned, worked, cancelled or absent.',
  'shifts.problem.worked-in-future':
    'This shift is marked worked, but has not begun yet. Change it to planned, or check the date.',

  'shifts.problem.row-differs':
    'This is the same shift as on line {line}, with another end or status. We used line {line}. Keep the row that is right and take the other out.',
} as const satisfies Area<'shifts'>
