import { screen, within } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { Button, LinkButton } from '../../src/ui/button.tsx'
import { Dialog } from '../../src/ui/dialog.tsx'
import { Checkboxes } from '../../src/ui/checkboxes.tsx'
import { DateField } from '../../src/ui/date-field.tsx'
import { ErrorSummary } from '../../src/ui/error-summary.tsx'
import { LinkProvider } from '../../src/ui/link.tsx'
import { Page } from '../../src/ui/page.tsx'
import { Radios } from '../../src/ui/radios.tsx'
import { Shell } from '../../src/ui/shell.tsx'
import { SyncNote, SyncSlot, type SyncState } from '../../src/ui/sync-slot.tsx'
import { TextField } from '../../src/ui/text-field.tsx'
import { expectAccessible, render } from '../render.tsx'

describe('a page', () => {
  test('has a title of its own, with “Error:” first when something is wrong', () => {
    const { rerender } = render(<Page title="Book a session">{null}</Page>)
    expect(document.title).toBe('Book a session – Countersign')
    rerender(
      <Page title="Book a session" error>
        {null}
      </Page>,
    )
    expect(document.title).toBe('Error: Book a session – Countersign')
  })

  test('on arrival leaves the focus at the top; the next page puts it on its heading', () => {
    const { rerender } = render(<Page key="1" title="Today">{null}</Page>)
    expect(document.activeElement).toBe(document.body)
    rerender(<Page key="2" title="People">{null}</Page>)
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'People' }))
  })

  test('does not move the focus when its title changes under the person', () => {
    const { rerender } = render(<Page key="1" title="Today">{null}</Page>)
    rerender(<Page key="2" title="People (3)">{<input aria-label="Find" />}</Page>)
    screen.getByLabelText('Find').focus()
    rerender(<Page key="2" title="People (1)">{<input aria-label="Find" />}</Page>)
    expect(document.activeElement).toBe(screen.getByLabelText('Find'))
  })

  test('leaves the focus alone where the page puts it itself', () => {
    const { rerender } = render(<Page key="1" title="Today">{null}</Page>)
    rerender(<Page key="2" title="Session" focus="leave">{null}</Page>)
    expect(document.activeElement).toBe(document.body)
  })
})

describe('the error summary', () => {
  const Form = () => {
    const [errors, setErrors] = useState<{ id: string; message: string }[]>([])
    return (
      <form noValidate>
        <ErrorSummary errors={errors} />
        <TextField id="who" label="Who?" error={errors.find((error) => error.id === 'who')?.message} />
        <Radios id="where" label="Where?" options={[{ value: 'office', label: 'Office' }]} />
        <Button
          onClick={() =>
            setErrors([
              { id: 'who', message: 'Enter a name' },
              { id: 'where', message: 'Select a place' },
            ])
          }
        >
          Continue
        </Button>
      </form>
    )
  }

  test('of a question with another within it, leads to its own first answer, not to what is wrong in the other', async () => {
    const { user } = render(
      <>
        <ErrorSummary errors={[{ id: 'kinds', message: 'Select one kind' }, { id: 'since', message: 'Enter the day' }]} />
        <Checkboxes
          id="kinds"
          label="Which kind?"
          error="Select one kind"
          value={['new']}
          onChange={() => undefined}
          options={[
            { value: 'old', label: 'Old' },
            { value: 'new', label: 'New', conditional: <DateField id="since" label="Since when?" error="Enter the day" value="" onChange={() => undefined} /> },
          ]}
        />
      </>,
    )
    await user.click(screen.getByRole('link', { name: 'Select one kind' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Old'))
    await user.click(screen.getByRole('link', { name: 'Enter the day' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Day'))
  })

  test('takes the focus each time there is a problem, and links to the fields', async () => {
    const { user, container } = render(<Form />)
    expect(screen.queryByText('There is a problem')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Continue' }))
    const summary = screen.getByRole('alert').parentElement
    expect(document.activeElement).toBe(summary)
    expect(within(summary!).getAllByRole('link').map((link) => link.textContent)).toEqual(['Enter a name', 'Select a place'])
    await expectAccessible(container)

    await user.click(screen.getByRole('link', { name: 'Enter a name' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Who?'))
    await user.click(screen.getByRole('link', { name: 'Select a place' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Office'))

    await user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(document.activeElement).toBe(summary)
  })
})

describe('the shell', () => {
  const nav = [
    { href: '/', label: 'Today', icon: 'today', current: true, count: 3, countLabel: '3 people due' },
    { href: '/people', label: 'People', icon: 'people' },
  ] as const
  const Whole = ({ children }: { children?: ReactNode }) => (
    <Shell
      nav={nav}
      place="Rowan House"
      sync={<SyncSlot state={{ kind: 'sent', time: '14:32' }} unsent={0} />}
      actions={<Button kind="quiet">Lock</Button>}
    >
      <Page title="Today">{children}</Page>
    </Shell>
  )

  test('has a header, a navigation that says where one is, and a main', async () => {
    const { container } = render(<Whole />)
    const links = within(screen.getByRole('navigation', { name: 'Main' })).getAllByRole('link')
    expect(links.map((link) => [link.textContent.trim(), link.getAttribute('aria-current')])).toEqual([
      ['Today 33 people due', 'page'],
      ['People', null],
    ])
    expect(screen.getByRole('banner')).toBeTruthy()
    await expectAccessible(container, { page: true })
  })

  test('lets a keyboard skip to the main content first of all', async () => {
    const { user } = render(<Whole />)
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Skip to main content')
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('main'))
  })

  test('without places to go has no bar, and its mark leads nowhere', async () => {
    const { container } = render(
      <Shell home={null}>
        <Page title="Unlock Countersign">{null}</Page>
      </Shell>,
    )
    expect(screen.queryByRole('navigation')).toBeNull()
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['Skip to main content'])
    await expectAccessible(container, { page: true })
  })

  test('goes through the app’s own links where it is given them', async () => {
    const went = vi.fn<(href: string) => void>()
    const { user } = render(<Whole />, {
      wrap: (children) => (
        <LinkProvider
          link={({ href, children: text, ...rest }) => (
            <a
              href={href}
              {...rest}
              onClick={(event) => {
                event.preventDefault()
                went(href)
              }}
            >
              {text}
            </a>
          )}
        >
          {children}
        </LinkProvider>
      ),
    })
    await user.click(screen.getByRole('link', { name: 'People' }))
    expect(went).toHaveBeenCalledWith('/people')
  })
})

describe('the sync slot', () => {
  const text = (state: SyncState, unsent: number) => {
    const { container, unmount } = render(<SyncSlot state={state} unsent={unsent} />)
    const said = container.querySelector('.cs-sync__state')?.textContent.trim()
    unmount()
    return said
  }

  test('says one of the three words, and how many wait', () => {
    expect([
      text({ kind: 'on-device' }, 0),
      text({ kind: 'on-device' }, 2),
      text({ kind: 'sending' }, 2),
      text({ kind: 'sent', time: '14:32' }, 0),
      text({ kind: 'offline' }, 0),
      text({ kind: 'offline' }, 1),
      text({ kind: 'failed' }, 4),
    ]).toEqual([
      'On this device',
      'On this device 2 waiting',
      'Sending 2 waiting',
      'Sent 14:32',
      'On this device offline',
      'On this device offline, 1 waiting',
      'On this device couldn’t send, 4 waiting',
    ])
  })

  test.each([
    { kind: 'on-device' },
    { kind: 'sending' },
    { kind: 'sent', time: '14:32' },
    { kind: 'offline' },
    { kind: 'failed' },
  ] as SyncState[])('$kind is a status, announced without an alert', async (state) => {
    const { container } = render(
      <div>
        <SyncSlot state={state} unsent={2} onSendNow={() => {}} />
        <SyncNote state={state} />
      </div>,
    )
    expect(screen.getByRole('status', { name: 'Saving and sending' })).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    await expectAccessible(container)
  })

  test('alerts only when the save on this device failed, and says what to do', async () => {
    const { container } = render(<SyncSlot state={{ kind: 'not-saved' }} unsent={0} />)
    expect(screen.getByRole('alert').textContent).toContain('Copy them somewhere safe')
    await expectAccessible(container)
  })

  test('“Send now” always answers, offline too', async () => {
    const Offline = () => {
      const [answer, setAnswer] = useState<string>()
      return (
        <SyncSlot state={{ kind: 'offline' }} unsent={1} answer={answer} onSendNow={() => setAnswer('Still offline.')} />
      )
    }
    const { user } = render(<Offline />)
    await user.click(screen.getByRole('button', { name: 'Send now' }))
    expect(screen.getByText('Still offline.')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send now' }))
  })

  test('offers no “Send now” when nothing waits', () => {
    render(<SyncSlot state={{ kind: 'sent', time: '14:32' }} unsent={0} onSendNow={() => {}} />)
    expect(screen.queryByRole('button')).toBeNull()
  })

  test('the whole sentence is there offline and gone when sent', () => {
    const { rerender } = render(<SyncNote state={{ kind: 'offline' }} />)
    expect(screen.getByText('You’re offline. Your notes are saved on this device and will send when you’re back.')).toBeTruthy()
    rerender(<SyncNote state={{ kind: 'sent', time: '14:32' }} />)
    expect(screen.queryByText(/offline/)).toBeNull()
  })
})

describe('a button', () => {
  test('that is busy takes no second press and keeps the focus', async () => {
    const onClick = vi.fn<() => void>()
    const { user, rerender, container } = render(<Button onClick={onClick}>Sign this record</Button>)
    await user.click(screen.getByRole('button'))
    rerender(
      <Button busy onClick={onClick}>
        Sign this record
      </Button>,
    )
    await user.click(screen.getByRole('button'))
    expect(onClick).toHaveBeenCalledTimes(1)
    expect(document.activeElement).toBe(screen.getByRole('button'))
    await expectAccessible(container)
  })

  test('that submits does not while it is busy', async () => {
    const onSubmit = vi.fn<() => void>()
    const { user } = render(
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        <Button type="submit" busy>
          Save
        </Button>
      </form>,
    )
    await user.click(screen.getByRole('button'))
    expect(onSubmit).not.toHaveBeenCalled()
  })

  test('that only goes somewhere is a link', () => {
    render(<LinkButton href="/start">Start</LinkButton>)
    expect(screen.getByRole('link', { name: 'Start' }).getAttribute('href')).toBe('/start')
  })
})

describe('a dialog', () => {
  test('opens with the focus on its question and closes by Escape or a button', async () => {
    const onClose = vi.fn<() => void>()
    const { rerender, container } = render(
      <Dialog open heading="Sign out?" onClose={onClose} actions={<Button onClick={onClose}>Stay signed in</Button>} />,
    )
    const dialog = screen.getByRole('dialog', { name: 'Sign out?' })
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Sign out?' }))
    await expectAccessible(container)
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    expect(onClose).toHaveBeenCalledTimes(1)
    rerender(<Dialog open={false} heading="Sign out?" onClose={onClose} />)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
