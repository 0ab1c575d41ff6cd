/** What `npm run backup` and `npm run restore` say. */
const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

export const backupWords = {
  help: `npm run backup -- [FOLDER] [--keep N] [--data FOLDER]

Copies the database as it is at this moment, while the service goes on, and checks the copy.
  FOLDER   where backups are kept; “backups” in the data folder unless said. Somewhere else is better
  --keep   how many stay: the oldest of this folder go once the new one is whole. All stay unless said
  --data   the data folder of the service; ./data unless said
`,
  nothingThere: (file: string): string => `There is no database at ${file}. Say with --data where the service keeps its data.`,
  keepUnreadable: (said: string): string => `--keep ${said}: say how many backups are to stay, 1 or more.`,
  oneFolder: 'Say one folder, or none.',
  done: (file: string, organisations: number): string =>
    `Backed up to ${file}\nIt was opened and checked, and holds ${counted(organisations, 'organisation', 'organisations')}. Devices let go of what is in it as they next connect.`,
  organisation: (name: string, seq: number): string => `  ${name}: up to entry ${seq}`,
  undone: 'The database was restored while it was being backed up. The backup is of what it was before, and does not count. Run it again.',
  kept: (count: number): string => `${counted(count, 'backup is', 'backups are')} in that folder now.`,
  removed: (count: number): string => `${counted(count, 'older one was', 'older ones were')} removed.`,
  tooOld: (count: number): string =>
    `${counted(count, 'backup there is', 'backups there are')} older than 35 days: remove what must be forgotten by now (docs/operations.md, Backup).`,
  notElse: 'Keep a copy elsewhere. The files “erasures.jsonl” and “server.key” are not in it: keep each of them apart from it.',
  failed: (why: string): string => `No backup was made, and devices keep what they have. ${why}`,
  unsound: 'The copy is not sound, so the database itself may be damaged. Run “npm run audit -- verify”, and keep the backups you have.',
} as const

export const restoreWords = {
  help: `npm run restore -- FILE [--data FOLDER] [--stopped]

Puts a backup in the place of the database. Stop the service first.
  FILE       a backup that “npm run backup” made
  --data     the data folder of the service; ./data unless said
  --stopped  the service is known to be stopped, and its database is so damaged that it can’t be asked
`,
  oneFile: 'Say which backup: npm run restore -- FILE',
  noFile: (file: string): string => `There is no file ${file}.`,
  itself: 'That is the database itself. Say which backup is to take its place.',
  unsound: (file: string): string => `${file} is damaged, or no backup of Countersign. Nothing was changed. Try an earlier backup.`,
  newer: (file: string): string => `${file} was made by a newer version of Countersign. Nothing was changed. Install that version first.`,
  running: 'The service is running on this data folder, or something else has its database open. Nothing was changed. Stop it, then run this again.',
  cannotTell: 'The present database can’t be opened, so nobody can tell whether the service is running. Make sure that it is stopped, then add --stopped.',
  done: (file: string, aside: string | null): string =>
    aside === null ? `${file} is in place. There was no database before.` : `${file} is in place. The database it replaced is kept as\n  ${aside}`,
  organisation: (name: string, seq: number): string => `  ${name}: up to entry ${seq}`,
  next: `“erasures.jsonl” and “server.key” were not touched: the data folder must hold the latest of the one, and the one key there is.

Start the service. It erases again what the ledger says. Then, as devices connect:
  – people sign in again where they had signed in since the backup; nothing they wrote is lost
  – each device sends again what the backup lacks of its own person’s work
  – of a record whose people’s devices don’t come back, others’ devices bring a copy, marked as recovered
  – revoke again the devices that were revoked since the backup
docs/operations.md, Backup and restore, says more.`,
} as const
