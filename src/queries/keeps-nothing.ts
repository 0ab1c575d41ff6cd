/** Why nothing written in a browser window would last (V7). */
export type KeepsNothing = 'private-window' | 'safari-tab'
