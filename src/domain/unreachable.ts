/** Ends a switch over a closed union: the compiler objects when a new case is not handled. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
