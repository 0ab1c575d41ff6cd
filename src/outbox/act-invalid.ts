/** An act that this code itself could not read back: a fault in the program, never saved. */
export class ActInvalid extends Error {
  readonly where: string
  constructor(where: string) {
    super(`act-invalid: ${where}`)
    this.name = 'ActInvalid'
    this.where = where
  }
}
