import { screen } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { Checkbox, Checkboxes } from '../../src/ui/checkboxes.tsx'
import { PasswordField } from '../../src/ui/password-field.tsx'
import { PinField } from '../../src/ui/pin-field.tsx'
import { QuickChoice, QuickChoices } from '../../src/ui/quick-choice.tsx'
import { Radios } from '../../src/ui/radios.tsx'
import { SavedNote } from '../../src/ui/saved-note.tsx'
import { Select } from '../../src/ui/select.tsx'
import { TextArea } from '../../src/ui/text-area.tsx'
import { TextField } from '../../src/ui/text-field.tsx'
import { VoiceLabel } from '../../src/ui/voice-label.tsx'
import { expectAccessible, render, words } from '../render.tsx'

const described = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent ?? `nothing has the id ${id}`)
    .join(' | ')

describe('K2: what a browser may remember in clear', () => {
  test('is nothing that stands in a box for words, but who signs in', async () => {
    const { user } = render(
      <>
        <TextField label="Place" />
        <TextArea label="Notes" />
        <PasswordField label="Words" />
        <TextField label="User name" autoComplete="username" />
      </>,
    )
    await user.click(screen.getByRole('button', { name: 'Show what you type' }))
    expect(['Place', 'Notes', 'Words', 'User name'].map((label) => screen.getByLabelText(label).getAttribute('autocomplete'))).toEqual(['off', 'off', 'off', 'username'])
  })
})

describe('a text field', () => {
  test('is found by its label and described by its hint', async () => {
    const { container } = render(<TextField label="Place" hint="Somewhere quiet" />)
    const box = screen.getByLabelText('Place')
    expect(described(box)).toBe('Somewhere quiet')
    expect(box.getAttribute('aria-invalid')).toBeNull()
    await expectAccessible(container)
  })

  test('says its error beside the box, to everyone', async () => {
    const { container } = render(<TextField label="Place" hint="Somewhere quiet" error="Enter a place" />)
    const box = screen.getByLabelText('Place')
    expect(described(box)).toBe('Somewhere quiet | Error: Enter a place')
    expect(box.getAttribute('aria-invalid')).toBe('true')
    await expectAccessible(container)
  })

  test('hands up what is typed and when it is left', async () => {
    const onChange = vi.fn<(value: string) => void>()
    const onBlur = vi.fn<() => void>()
    const { user } = render(<TextField label="Place" onChange={onChange} onBlur={onBlur} />)
    await user.type(screen.getByLabelText('Place'), 'Den')
    await user.tab()
    expect(onChange.mock.calls.map(([value]) => value)).toEqual(['D', 'De', 'Den'])
    expect(onBlur).toHaveBeenCalledTimes(1)
  })

  test('says that it is optional in its label, never with an asterisk', () => {
    render(<TextField label="Place" optional />)
    expect(screen.getByLabelText('Place (optional)')).toBeTruthy()
  })
})

describe('a text area', () => {
  test('keeps every character and shows where it is saved', async () => {
    const Note = () => {
      const [text, setText] = useState('')
      return <TextArea label="Note" value={text} onChange={setText} saved={<SavedNote state={text ? 'on-device' : 'none'} />} />
    }
    const { user, container } = render(<Note />)
    await user.type(screen.getByLabelText('Note'), 'Line one{enter}Line two')
    expect(screen.getByLabelText<HTMLTextAreaElement>('Note').value).toBe('Line one\nLine two')
    expect(screen.getByText(words.say('forms.saved.onDevice'))).toBeTruthy()
    await expectAccessible(container)
  })

  test('alerts only when the words could not be saved on this device', async () => {
    const { rerender, container } = render(<TextArea label="Note" saved={<SavedNote state="saving" />} />)
    expect(screen.queryByRole('alert')).toBeNull()
    rerender(<TextArea label="Note" saved={<SavedNote state="failed" />} />)
    expect(screen.getByRole('alert').textContent).toContain('Not saved on this device')
    await expectAccessible(container)
  })

  test('hands its box to the form that wants to focus it', () => {
    let box: HTMLTextAreaElement | null = null
    render(<TextArea label="Note" ref={(element) => void (box = element)} />)
    expect(box).toBe(screen.getByLabelText('Note'))
  })

  test.each([
    [{ voice: 'supervisee', name: 'Sam' }, 'In Sam’s words'],
    [{ voice: 'supervisee', name: 'Sam', writtenBy: 'Dana' }, 'Written by Dana for Sam'],
    [{ voice: 'supervisor', name: 'Sam' }, 'Supervisor’s words'],
    [{ voice: 'both', name: 'Sam' }, 'Agreed together'],
  ] as const)('says whose words it holds: %o', (voice, said) => {
    render(<TextArea label="Note" voice={<VoiceLabel {...voice} />} />)
    expect(screen.getByText(said)).toBeTruthy()
  })
})

describe('radios', () => {
  const Place = ({ error }: { error?: string }) => {
    const [place, setPlace] = useState<'office' | 'call' | ''>('')
    return (
      <Radios
        label="Where?"
        hint="One place"
        error={error}
        value={place}
        onChange={setPlace}
        options={[
          { value: 'office', label: 'Office', hint: 'On the ground floor' },
          { value: 'call', label: 'Video call', conditional: <TextField label="Link" /> },
        ]}
      />
    )
  }

  test('are one question with the answers under it', async () => {
    const { container } = render(<Place error="Select a place" />)
    const group = screen.getByRole('group', { name: 'Where?' })
    expect(described(group)).toBe('One place | Error: Select a place')
    expect(described(screen.getByRole('radio', { name: 'Office' }))).toBe('On the ground floor')
    await expectAccessible(container)
  })

  test('ask more only while that answer is chosen', async () => {
    const { user, container } = render(<Place />)
    expect(screen.queryByLabelText('Link')).toBeNull()
    await user.click(screen.getByLabelText('Video call'))
    expect(screen.getByLabelText('Link')).toBeTruthy()
    await expectAccessible(container)
    await user.click(screen.getByLabelText('Office'))
    expect(screen.queryByLabelText('Link')).toBeNull()
  })

  test('can be answered with the keyboard', async () => {
    const { user } = render(<Place />)
    await user.tab()
    await user.keyboard(' ')
    expect(screen.getByLabelText<HTMLInputElement>('Office').checked).toBe(true)
  })
})

describe('checkboxes', () => {
  const About = () => {
    const [about, setAbout] = useState<string[]>([])
    return (
      <>
        <Checkboxes
          label="About?"
          value={about}
          onChange={setAbout}
          options={[
            { value: 'practice', label: 'Practice' },
            { value: 'training', label: 'Training' },
            { value: 'none', label: 'None of these', exclusive: true },
          ]}
        />
        <output>{about.join(' ')}</output>
      </>
    )
  }

  test('give the ticked answers in the order they are listed', async () => {
    const { user, container } = render(<About />)
    await user.click(screen.getByLabelText('Training'))
    await user.click(screen.getByLabelText('Practice'))
    expect(screen.getByRole('status').textContent).toBe('practice training')
    await expectAccessible(container)
  })

  test('untick the others for “none of these”, and it for any other', async () => {
    const { user } = render(<About />)
    await user.click(screen.getByLabelText('Practice'))
    await user.click(screen.getByLabelText('None of these'))
    expect(screen.getByRole('status').textContent).toBe('none')
    await user.click(screen.getByLabelText('Training'))
    expect(screen.getByRole('status').textContent).toBe('training')
    await user.click(screen.getByLabelText('Training'))
    expect(screen.getByRole('status').textContent).toBe('')
  })

  test('one statement can be ticked, and says what is wrong when it is not', async () => {
    const onChange = vi.fn<(checked: boolean) => void>()
    const { user, container } = render(<Checkbox label="This is a fair record" error="Tick to sign" onChange={onChange} />)
    const box = screen.getByRole('checkbox', { name: 'This is a fair record' })
    expect(described(box)).toBe('Error: Tick to sign')
    await expectAccessible(container)
    await user.click(box)
    expect(onChange).toHaveBeenCalledWith(true)
  })
})

describe('a select', () => {
  test('offers “Choose one” until something is chosen', async () => {
    const options = [
      { value: 'sam', label: 'Sam' },
      { value: 'ali', label: 'Ali' },
    ] as const
    const onChange = vi.fn<(value: string) => void>()
    const { user, container, rerender } = render(<Select label="Who?" options={options} onChange={onChange} error="Select a person" />)
    expect(screen.getByRole('option', { name: 'Choose one' })).toBeTruthy()
    await expectAccessible(container)
    await user.selectOptions(screen.getByLabelText('Who?'), 'Ali')
    expect(onChange).toHaveBeenCalledWith('ali')
    rerender(<Select label="Who?" options={options} value="ali" onChange={onChange} />)
    expect(screen.queryByRole('option', { name: 'Choose one' })).toBeNull()
  })
})

describe('a password field', () => {
  test('hides what is typed until the person shows it, and says so', async () => {
    const { user, container } = render(<PasswordField label="Password" />)
    const box = screen.getByLabelText<HTMLInputElement>('Password')
    expect(box.type).toBe('password')
    expect(screen.getByRole('status').textContent).toBe('')
    await user.click(screen.getByRole('button', { name: 'Show what you type' }))
    expect(box.type).toBe('text')
    expect(screen.getByRole('status').textContent).toBe('What you type is visible')
    await expectAccessible(container)
    await user.click(screen.getByRole('button', { name: 'Hide what you type' }))
    expect(box.type).toBe('password')
  })
})

describe('a PIN field', () => {
  const Pin = ({ onWhole }: { onWhole: (pin: string) => void }) => {
    const [pin, setPin] = useState('')
    return <PinField label="PIN" value={pin} onChange={setPin} onWhole={onWhole} />
  }

  test('hides six digits, and says so as the sixth is typed', async () => {
    const onWhole = vi.fn<(pin: string) => void>()
    const { user, container } = render(<Pin onWhole={onWhole} />)
    const box = screen.getByLabelText<HTMLInputElement>('PIN')
    expect([box.type, box.inputMode]).toEqual(['password', 'numeric'])
    await user.type(box, '27183')
    expect(onWhole).not.toHaveBeenCalled()
    await user.type(box, '1')
    expect(onWhole.mock.calls).toEqual([['271831']])
    await expectAccessible(container)
  })

  test('takes digits alone, and no seventh', async () => {
    const onWhole = vi.fn<(pin: string) => void>()
    const { user } = render(<Pin onWhole={onWhole} />)
    await user.type(screen.getByLabelText('PIN'), '2a7 1-8319')
    expect(screen.getByLabelText<HTMLInputElement>('PIN').value).toBe('271831')
    expect(onWhole.mock.calls).toEqual([['271831']])
  })
})

describe('a quick choice', () => {
  test('is answered in one tap and taken back with another', async () => {
    const Topic = () => {
      const [nothing, setNothing] = useState(false)
      return (
        <QuickChoices label="Short answers">
          <QuickChoice pressed={nothing} onChange={setNothing}>
            {words.say('forms.quick.nothing')}
          </QuickChoice>
        </QuickChoices>
      )
    }
    const { user, container } = render(<Topic />)
    const button = screen.getByRole('button', { name: 'Nothing since last time' })
    expect(button.getAttribute('aria-pressed')).toBe('false')
    await expectAccessible(container)
    await user.click(button)
    expect(button.getAttribute('aria-pressed')).toBe('true')
    await expectAccessible(container)
    await user.click(button)
    expect(button.getAttribute('aria-pressed')).toBe('false')
  })
})
