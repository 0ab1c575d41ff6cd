/** The clock of this device: with sync/clock.ts the only places that read one. Everything else is given it. */
export const deviceClock = (): number => Date.now()
