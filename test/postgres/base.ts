/** The address of the PostgreSQL that was started for the tests. */
export const base = (): string => {
  const url = process.env['COUNTERSIGN_TEST_POSTGRES']
  if (!url) throw new Error('Run this as a test of the project postgres, which starts one.')
  return url
}
