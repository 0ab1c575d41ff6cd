/** The fields that errors of signing in lead to. */
export const USERNAME = 'username'
export const PASSWORD = 'password'
