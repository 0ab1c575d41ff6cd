/** Loads the demonstration once for all journeys; each service begins with a copy of it. */
import { LOADED, startService } from './service.ts'

export default async (): Promise<() => Promise<void>> => {
  const service = await startService()
  await service.stop()
  process.env[LOADED] = service.data
  return () => service.remove()
}
