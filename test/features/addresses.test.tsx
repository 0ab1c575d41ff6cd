import { expect, test } from 'vitest'
import { PostId, RecordId } from '../../src/domain/ids.ts'
import { hrefOf } from '../../src/features/addresses.ts'

const ID = '01980000-0000-7000-8000-000000000001'
const recordId = RecordId.parse(ID)
const postId = PostId.parse(ID)

test('an address is its page’s path with the ids in their places', () => {
  expect(hrefOf('today')).toBe('/')
  expect(hrefOf('person', { postId })).toBe(`/people/${ID}`)
  expect(hrefOf('start', { postId })).toBe(`/sessions/new/${ID}`)
  expect(hrefOf('read', { recordId })).toBe(`/sessions/${ID}/read`)
})

test('a wrong name, a missing id and an id of another kind do not compile', () => {
  const wrong = () => [
    // @ts-expect-error there is no such page
    hrefOf('nowhere'),
    // @ts-expect-error the record is missing
    hrefOf('read'),
    // @ts-expect-error a record is not a post
    hrefOf('person', { postId: recordId }),
    // @ts-expect-error any text is not an id
    hrefOf('read', { recordId: ID }),
    // @ts-expect-error Today takes no id
    hrefOf('today', { recordId }),
  ]
  expect(wrong).toBeTypeOf('function')
})
