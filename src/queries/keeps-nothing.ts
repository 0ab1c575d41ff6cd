/** Why a browser window keeps nothing (V7): a private one, or a tab of Safari that is not on the home screen. */
export type KeepsNothing = 'private-window' | 'not-installed'
