/** What we use of papaparse. Its published types bring Node's along, and then a browser's code compiles with `process`. */
declare module 'papaparse' {
  interface Parsed {
    readonly data: readonly (readonly string[])[]
    readonly errors: readonly { readonly type: 'Quotes' | 'Delimiter' | 'FieldMismatch'; readonly row?: number }[]
  }
  interface Options {
    readonly delimiter: string
    readonly newline: '\n'
    /** How many rows to read, all by default. */
    readonly preview?: number
  }
  const Papa: { readonly parse: (text: string, options: Options) => Parsed }
  export default Papa
}
