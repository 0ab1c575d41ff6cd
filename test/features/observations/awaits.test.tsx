import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { hrefOf } from '../../../src/features/addresses.ts'
import { DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { textOf } from '../inside.tsx'
import { concluded } from './seed.ts'
import { show } from './show.tsx'

describe('an observation revealed with no connection', () => {
  it('is not signed before the other’s view has come, and says so', async () => {
    const dana = memoryDevice(DANA)
    const recordId = await concluded(dana, dana.as(SAM))
    const check = `${hrefOf('observation', { recordId })}?section=check`
    const offline = { ...dana, snapshot: async () => ({ ...(await dana.snapshot()), awaited: new Set([recordId]) }) }
    const { unmount } = await show(offline, check)
    expect(textOf(document.body)).toContain('Sam’s own view is not on this device yet.')
    expect(screen.queryByRole('button', { name: 'Sign this record' })).toBeNull()
    unmount()
    await show(dana, check)
    expect(await screen.findByRole('button', { name: 'Sign this record' })).toBeDefined()
  })
})
