import { PostId } from '../../domain/ids.ts'
import { hrefOf } from '../addresses.ts'

const OF = 'of'

/** Adding a post for the person of a post: `/people/new?of=<post>`. */
export const addPostHref = (postId: PostId): string => `${hrefOf('addPerson')}?${OF}=${postId}`

/** The post whose person is to have another, from the address's search; null for somebody new. */
export const postInSearch = (search: string): PostId | null =>
  PostId.safeParse(new URLSearchParams(search).get(OF)).data ?? null
