/** What this browser offers to make Countersign stay: the home screen and lasting storage. */
import { type HomeScreen, type Installation } from '../features/shared/installation.ts'

/** Chromium's event before it would offer to install; no other browser has it. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>
}

const MEGABYTE = 1_000_000
const megabytes = (bytes: number | undefined): number | null => (bytes === undefined ? null : Math.round(bytes / MEGABYTE))

export const isInstalled = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)

/** An iPhone or iPad; iPads say that they are Macs, and have a touch screen. */
export const isApplePhone = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.userAgent.includes('Mac') && navigator.maxTouchPoints > 1)

/** Listens from the start, since the browser offers to install once, early. */
export const browserInstallation = (): Installation => {
  let offered: InstallPrompt | null = null
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered = event as InstallPrompt
  })
  const homeScreen = (): HomeScreen => {
    if (isInstalled()) return 'installed'
    if (offered) return 'can-ask'
    return isApplePhone() ? 'ios' : 'by-menu'
  }
  return {
    get homeScreen() {
      return homeScreen()
    },
    install: async () => {
      await offered?.prompt()
    },
    storage: async () => {
      const [kept, estimate] = await Promise.all([navigator.storage.persisted(), navigator.storage.estimate()])
      const { usage, quota } = estimate
      const free = usage === undefined || quota === undefined ? undefined : quota - usage
      return { kept, usedMegabytes: megabytes(usage), freeMegabytes: megabytes(free) }
    },
    keep: () => navigator.storage.persist(),
  }
}
