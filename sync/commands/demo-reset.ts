/** `npm run demo:reset`: takes the demonstration out and loads it again, with dates relative to today. */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { configFrom } from '../config.ts'
import { startServer } from '../server.ts'
import { orgsOf } from '../storage/orgs.ts'
import { isPostgres, openStorage } from '../storage/storage.ts'
import { existsSync } from 'node:fs'

const { values } = parseArgs({ options: { data: { type: 'string' }, force: { type: 'boolean', default: false } } })

const config = configFrom({
  ...process.env,
  ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }),
  COUNTERSIGN_PORT: '0',
  COUNTERSIGN_LOG: 'error',
  COUNTERSIGN_DEMO: 'on',
})

/** Whether there is nothing here but a demonstration. */
const onlyDemonstration = async (): Promise<boolean> => {
  if (!existsSync(config.databaseFile)) return true
  const storage = await openStorage(config.databaseFile)
  try {
    return (await storage.snapshot(orgsOf)).every(({ demonstration }) => demonstration)
  } finally {
    await storage.close()
  }
}

if (isPostgres(config.database)) {
  process.stderr.write('The demonstration is kept in a SQLite file. Start over on PostgreSQL by making an empty database, and say that in DATABASE_URL.\n')
  process.exitCode = 1
} else if (!values.force && !(await onlyDemonstration())) {
  process.stderr.write(`This is a real service, not a demonstration: ${config.dataFolder}\nNothing was changed. To delete it all the same, add --force.\n`)
  process.exitCode = 1
} else {
  for (const end of ['', '-wal', '-shm']) rmSync(`${config.databaseFile}${end}`, { force: true })
  const server = await startServer(config)
  await server.stop()
  process.stdout.write('The demonstration is as new. Sign in again on every device.\n')
}
