import { screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test } from 'vitest'
import { DateField } from '../../src/ui/date-field.tsx'
import { type DateValue, partsOfDate, problemOfDate, valueOfParts } from '../../src/ui/date-value.ts'
import { TimeField } from '../../src/ui/time-field.tsx'
import { clockTimeOf } from '../../src/ui/time-value.ts'
import { expectAccessible, render } from '../render.tsx'

const Held = ({ start = '', error }: { start?: DateValue; error?: string }) => {
  const [date, setDate] = useState<DateValue>(start)
  return (
    <>
      <DateField id="held" label="Session date" value={date} onChange={setDate} error={error} errorParts={['day']} />
      <output>{JSON.stringify(date)}</output>
      <button type="button" onClick={() => setDate('2026-07-01')}>
        Use 1 July
      </button>
    </>
  )
}

const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
const held = () => JSON.parse(screen.getByRole('status').textContent) as DateValue

describe('a date field', () => {
  test('gives a PlainDate once the three boxes hold a real date', async () => {
    const { user, container } = render(<Held />)
    await user.type(box('Day'), '5')
    expect(held()).toEqual({ day: '5', month: '', year: '' })
    await user.type(box('Month'), '6')
    await user.type(box('Year'), '2026')
    expect(held()).toBe('2026-06-05')
    expect(screen.getByRole('group', { name: 'Session date' })).toBeTruthy()
    await expectAccessible(container)
  })

  test('leaves what was typed as it was typed', async () => {
    const { user } = render(<Held />)
    await user.type(box('Day'), '05')
    await user.type(box('Month'), '06')
    await user.type(box('Year'), '2026')
    expect(held()).toBe('2026-06-05')
    expect(box('Day').value).toBe('05')
  })

  test('drops nothing a person wrote, even where it is no date', async () => {
    const { user } = render(<Held />)
    await user.type(box('Day'), '31')
    await user.type(box('Month'), 'June')
    await user.type(box('Year'), '26')
    expect(held()).toEqual({ day: '31', month: 'June', year: '26' })
  })

  test('shows a date set from outside, such as an offered one', async () => {
    const { user } = render(<Held start="2026-06-05" />)
    expect([box('Day').value, box('Month').value, box('Year').value]).toEqual(['5', '6', '2026'])
    await user.click(screen.getByRole('button', { name: 'Use 1 July' }))
    expect([box('Day').value, box('Month').value, box('Year').value]).toEqual(['1', '7', '2026'])
  })

  test.each(['no date at all', '2026-02-31', '<b>'])('shows the page whatever stands in the place of a date: %s', (value) => {
    const { container } = render(<DateField label="Date" value={value} />)
    expect(container.querySelectorAll('input')).toHaveLength(3)
  })

  test('is empty again when its boxes are', async () => {
    const { user } = render(<Held start="2026-06-05" />)
    for (const name of ['Day', 'Month', 'Year']) await user.clear(box(name))
    expect(held()).toBe('')
  })

  test('marks only the boxes the error is about', async () => {
    const { container } = render(<Held error="Session date must include a day" />)
    expect(box('Day').getAttribute('aria-invalid')).toBe('true')
    expect(box('Year').getAttribute('aria-invalid')).toBeNull()
    await expectAccessible(container)
  })
})

describe('what is in the boxes', () => {
  test.each([
    ['29', '2', '2028', '2028-02-29'],
    ['29', '2', '2000', '2000-02-29'],
    ['31', '12', '2026', '2026-12-31'],
    [' 1 ', '07', '2026', '2026-07-01'],
  ])('%s %s %s is a date', (day, month, year, date) => {
    expect(valueOfParts({ day, month, year })).toBe(date)
    expect(problemOfDate(date)).toBeNull()
  })

  test.each([
    ['29', '2', '2026'],
    ['29', '2', '1900'],
    ['31', '6', '2026'],
    ['0', '6', '2026'],
    ['1', '13', '2026'],
    ['1', '6', '26'],
    ['1e0', '6', '2026'],
    ['-1', '6', '2026'],
  ])('%s %s %s is not', (day, month, year) => {
    expect(valueOfParts({ day, month, year })).toEqual({ day, month, year })
    expect(problemOfDate({ day, month, year })).toEqual({ problem: 'unreal' })
  })

  test('a date with a part missing is told apart from no date', () => {
    expect(problemOfDate('')).toEqual({ problem: 'missing' })
    expect(problemOfDate({ day: '1', month: '', year: '' })).toEqual({ problem: 'incomplete', parts: ['month', 'year'] })
  })

  test('a value that is no date leaves the boxes empty', () => {
    expect(partsOfDate('15/06/2026')).toEqual({ day: '', month: '', year: '' })
  })
})

describe('a time', () => {
  test.each([
    ['14:30', '14:30'],
    ['14.30', '14:30'],
    ['1430', '14:30'],
    ['9:05', '09:05'],
    ['2.30pm', '14:30'],
    ['2:30 PM', '14:30'],
    ['2 p.m.', '14:00'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['00:00', '00:00'],
  ])('%s is %s', (typed, time) => {
    expect(clockTimeOf(typed)).toBe(time)
  })

  test.each(['9', '25:00', '14:60', '13pm', '0am', 'noon', '', '14:3', '123456'])('%s is not clearly a time', (typed) => {
    expect(clockTimeOf(typed)).toBeNull()
  })

  test('is shown as it was understood when its box is left', async () => {
    const Start = () => {
      const [time, setTime] = useState('')
      return (
        <>
          <TimeField label="Start" value={time} onChange={setTime} />
          <output>{time}</output>
        </>
      )
    }
    const { user, container } = render(<Start />)
    await user.type(box('Start'), '2.30pm')
    expect(screen.getByRole('status').textContent).toBe('14:30')
    expect(box('Start').value).toBe('2.30pm')
    await user.tab()
    expect(box('Start').value).toBe('14:30')
    await expectAccessible(container)
  })

  test('that is none stays as typed, for the form to say so', async () => {
    const { user } = render(<TimeField label="Start" />)
    await user.type(box('Start'), 'noon')
    await user.tab()
    expect(box('Start').value).toBe('noon')
  })
})
