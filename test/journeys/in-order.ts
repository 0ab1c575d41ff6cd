/** The steps of a journey go on from one another: after a failure the rest would only repeat it. */
import { afterEach, beforeEach } from 'vitest'
import { type Person } from './person.ts'

/** Skips what follows a failed step, and leaves pictures of everybody's screens. @param people by name, as they are then */
export const stepsGoInOrder = (people: () => Readonly<Record<string, Person>>): void => {
  let stopped = false
  beforeEach(({ skip }) => {
    if (stopped) skip('an earlier step of this journey failed')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    stopped = true
    for (const [name, person] of Object.entries(people())) await person.showsOnFailure(name)
  })
}
