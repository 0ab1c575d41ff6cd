/** What signing in offers beside user name and password. */

/** One made-up sign-in of the demonstration. */
export interface DemonstrationSignIn {
  readonly username: string
  readonly password: string
  readonly knownAs: string
  readonly post: string
  /** Of another service than the first: shown apart, so that the list stays short. */
  readonly elsewhere?: true
}

/** What the door offers beside user name and password. */
export interface Offers {
  readonly ways: readonly ('passkey' | 'work')[]
  /** The made-up people to sign in as; null anywhere but in a demonstration. */
  readonly demonstration: readonly DemonstrationSignIn[] | null
}
