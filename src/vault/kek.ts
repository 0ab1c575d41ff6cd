/** Bytes of a key-encrypting key. In a file of its own so that the KDF worker loads nothing else. */
export const KEK_BYTES = 32
