/** Ends a switch over a closed union: a new member fails to compile here. */
export const unreachable = (value: never): never => {
  throw new Error(`not a member of the union: ${JSON.stringify(value)}`)
}
