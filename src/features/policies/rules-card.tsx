import { useEffect, useRef, useState } from 'react'
import { type Rule } from '../../domain/policy/governance.ts'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { policyText } from './policy-words.ts'

interface Section {
  readonly title: string
  readonly rules: readonly Rule[]
}

/** "Section 3, Frequency" and "Section 3, Length" are of section 3. Rules stay in the order of the policy. */
const sectionsOf = (rules: readonly Rule[], textOf: (rule: Rule) => string): readonly Section[] => {
  const sections: { title: string; rules: Rule[] }[] = []
  for (const rule of rules) {
    const title = textOf(rule).split(',')[0] ?? ''
    const last = sections.at(-1)
    if (last?.title === title) last.rules.push(rule)
    else sections.push({ title, rules: [rule] })
  }
  return sections
}

/** The id of the rule that the address names, or ''. */
export const ruleInAddress = (): string => decodeURIComponent(globalThis.location.hash.slice(1))

/** Opens what a rule is folded into, and goes to it: an address may name one (`#SEF-3.18`). */
const goToRule = (id: string): void => {
  const found = id === '' ? null : document.getElementById(id)
  if (!found) return
  for (let at: Element | null = found; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true
  const folded = found.querySelector('details')
  if (folded) folded.open = true
  found.scrollIntoView({ block: 'center' })
  found.focus({ preventScroll: true })
}

const OneRule = ({ rule }: { rule: Rule }) => {
  const words = useWords()
  const { say } = words
  return (
    <li id={rule.id} className="cs-policy-rule" tabIndex={-1}>
      <p className="cs-policy-rule__top">
        <a className="govuk-link cs-policy-rule__id" href={`#${rule.id}`} onClick={() => goToRule(rule.id)}>
          {rule.id}
        </a>
        <span>{say('policies.pack.where', { section: policyText(rule.section, words), force: say(`policies.pack.force.${rule.force}`) })}</span>
      </p>
      <p className="govuk-body">{policyText(rule.says, words)}</p>
    </li>
  )
}

/** The rules of a policy in its own order, folded by section; each has an address. */
export const RulesCard = ({ rules }: { rules: readonly Rule[] }) => {
  const words = useWords()
  const { say } = words
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const go = () => goToRule(ruleInAddress())
    go()
    globalThis.addEventListener('hashchange', go)
    return () => globalThis.removeEventListener('hashchange', go)
  }, [])
  const toggle = () => {
    for (const each of list.current?.querySelectorAll('details') ?? []) each.open = !open
    setOpen(!open)
  }
  return (
    <Card
      heading={say('policies.pack.rules')}
      beside={
        rules.length > 0 && (
          <button type="button" className="cs-link-button" onClick={toggle}>
            {say(open ? 'policies.pack.closeAll' : 'policies.pack.openAll')}
          </button>
        )
      }
    >
      {rules.length === 0 && <p className="govuk-body">{say('policies.pack.rulesNone')}</p>}
      {rules.length > 0 && <p className="govuk-body">{say('policies.pack.rulesCount', { count: rules.length })}</p>}
      <div ref={list}>
        {sectionsOf(rules, ({ section }) => policyText(section, words)).map((section) => (
          <details key={section.rules[0]?.id} className="govuk-details cs-policy-rules">
            <summary className="govuk-details__summary">
              <span className="govuk-details__summary-text">{say('policies.pack.section', { title: section.title, count: section.rules.length })}</span>
            </summary>
            <ol className="govuk-list cs-policy-rules__list">
              {section.rules.map((rule) => (
                <OneRule key={rule.id} rule={rule} />
              ))}
            </ol>
          </details>
        ))}
      </div>
    </Card>
  )
}
