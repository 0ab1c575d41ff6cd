/**
 * The addresses of our own scripts, where a browser asks for trusted ones (A6): each is made under a policy of its own
 * that makes this address and no other, whatever it is asked for. A page can make no further policy: the CSP names these,
 * and each may be made once.
 */

/** What `trusted-types` in the CSP allows (`sync/http/security-headers.ts`). */
export const TRUSTED_SCRIPT_POLICIES = ['countersign-kdf', 'countersign-service-worker'] as const

interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: () => string },
  ) => { readonly createScriptURL: (url: string) => string }
}

/**
 * @param policy may be used once a page: making it again throws
 * @param url    a script of this build
 * @returns what stands for the address; the address itself in a browser that has no trusted types
 */
export const trustedScript = (policy: (typeof TRUSTED_SCRIPT_POLICIES)[number], url: string): string => {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  return trustedTypes ? trustedTypes.createPolicy(policy, { createScriptURL: () => url }).createScriptURL(url) : url
}
