import * as z from 'zod/mini'

/** Text that belongs to a policy, in English and, where the service has it, Welsh. */
export const Text = z.strictObject({
  en: z.string().check(z.minLength(1)),
  cy: z.optional(z.string().check(z.minLength(1))),
})
export type Text = z.infer<typeof Text>

/** The id of a rule in the catalogue of a policy, such as `SEF-3.17`. */
export const RuleId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9.+-]*$/, 'a rule id such as SEF-3.17'))
export type RuleId = z.infer<typeof RuleId>

/** A short stable id: `managing-work`, `topic.10`. Field keys become names in records and are never renamed. */
export const Key = z.string().check(z.regex(/^[a-z][a-z0-9]*([-.][a-z0-9]+)*$/, 'lower-case words joined by - or .'))
export type Key = z.infer<typeof Key>
