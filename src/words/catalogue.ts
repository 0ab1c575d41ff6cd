/**
 * What a catalogue is. A message is an ICU string; its id begins with its area (`today.title`), so two areas can't
 * collide and an area file says at compile time when an id has strayed. Apostrophes are ’, since ' quotes in ICU.
 */

/** The messages of one area: every id begins with the area's name. Write `{ … } as const satisfies Area<'today'>`. */
export type Area<Name extends string> = Readonly<Record<`${Name}.${string}`, string>>

/** What may be put in a message's places. */
export type Values = Readonly<Record<string, string | number>>

type Bare<Text extends string> = Text extends '' | `${string}${' ' | '#' | '{' | '\n'}${string}` ? never : Text

type NameAt<After extends string> = After extends `${infer Body}}${string}`
  ? Bare<Body extends `${infer Name},${string}` ? Name : Body>
  : never

/** The names of the places in a message: `'{count, plural, one {# day} other {# days}} for {name}'` → count | name. */
export type PlacesOf<Message extends string> = Message extends `${string}{${infer After}`
  ? NameAt<After> | PlacesOf<After>
  : never
