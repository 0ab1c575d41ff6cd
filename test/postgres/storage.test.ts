/** The contract of the server's storage on a real PostgreSQL, and what only there can go wrong. */
import { serverStorageContract } from '../contracts/server-storage.ts'
import { openStorage } from '../../sync/storage/storage.ts'
import { dropDatabase, newDatabase } from '../postgres.ts'
import { base } from './base.ts'

let url = ''

serverStorageContract({
  name: 'PostgreSQL',
  open: async () => {
    url = await newDatabase(base())
    return openStorage(url)
  },
  reopen: () => openStorage(url),
  readsBesideWrites: true,
  remove: () => dropDatabase(base(), url),
})
