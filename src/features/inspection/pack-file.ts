/**
 * A pack as one file that opens without us, from a disk with no connection: no script, nothing asked of anybody, its own
 * policy saying so. What is in it is the pack in words and nothing else.
 */
import { type InspectionPack } from '../../domain/inspection/pack.ts'
import { type FactInWords } from '../../words/masked-in-words.ts'
import { type LeftOutInWords, packInWords, type PackProof, type RecordInWords } from '../../words/pack-in-words.ts'
import { type Words } from '../../words/words.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it stands in HTML, in an element or between quotes. What no page may hold is left out. */
const escaped = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are no part of HTML
  text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g, '').replaceAll(/[&<>"']/g, (each) => ESCAPES[each] ?? each)

const lined = (text: string): string => escaped(text).replaceAll('\n', '<br>')

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:#16211f;background:#fff}
main,header,nav{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:2rem;line-height:1.2;margin:.25rem 0 1rem}
h2{font-size:1.5rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:2px solid #12414a}
h3{font-size:1.25rem;line-height:1.3;margin:1.75rem 0 .5rem}
h4{font-size:1.0625rem;margin:1.25rem 0 .25rem}
p{margin:0 0 .75rem;max-width:45rem}
a{color:#12414a}
a:focus-visible,summary:focus-visible{outline:3px solid #ffdd00;outline-offset:2px;box-shadow:0 0 0 5px #16211f}
.caption{color:#45524f;margin:0}
.skip{position:absolute;left:-99rem}
.skip:focus{position:static}
dl{margin:0 0 1rem}
dt{font-weight:700;margin-top:.625rem}
dd{margin:0}
dd p{margin:0 0 .25rem;overflow-wrap:anywhere}
.facts{display:grid;gap:0 1.5rem}
.facts>div{border-bottom:1px solid #c9d2cf;padding:.375rem 0}
.facts dt{margin:0}
details{border:1px solid #c9d2cf;border-radius:4px;padding:0 1rem;margin:0 0 .75rem}
details[open]{padding-bottom:.75rem}
summary{font-weight:700;padding:.75rem 0;cursor:pointer}
.note{color:#45524f;font-style:italic}
ul{margin:0 0 .75rem;padding-left:1.25rem}
li{margin-bottom:.25rem}
code{overflow-wrap:anywhere;font-size:.9375rem}
@media (min-width:45rem){.facts>div{display:grid;grid-template-columns:14rem 1fr;gap:1.5rem}}
@media print{
  body{font-size:10.5pt}
  nav,.top,.skip{display:none}
  details{border:0;padding:0;break-inside:auto}
  details::details-content{content-visibility:visible;block-size:auto}
  h2,h3,h4,summary,dt{break-after:avoid}
  a{color:inherit;text-decoration:none}
}
`.trim()

const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p dir="auto">${lined(line)}</p>`).join('')

const factsList = (facts: readonly FactInWords[], shape: 'facts' | 'plain' = 'facts'): string =>
  facts.length === 0
    ? ''
    : `<dl${shape === 'facts' ? ' class="facts"' : ''}>${facts.map(({ name, lines }) => `<div><dt>${escaped(name)}</dt><dd>${paragraphs(lines)}</dd></div>`).join('')}</dl>`

const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${lined(line)}</li>`).join('')}</ul>`

const leftList = (left: readonly LeftOutInWords[]): string =>
  `<ul>${left.map(({ heading, text }) => `<li>${heading === null ? '' : `<strong>${escaped(heading)}</strong> `}${escaped(text)}</li>`).join('')}</ul>`

const recordPart = ({ record, title, facts, sections, after, left }: RecordInWords, { say }: Words): string => {
  const answers = sections.map(
    (section) =>
      `<h4>${escaped(section.title)}</h4><dl>${section.answers
        .map(({ label, lines, note }) => `<div><dt>${escaped(label)}</dt><dd>${paragraphs(lines)}${note === null ? '' : `<p class="note">${escaped(note)}</p>`}</dd></div>`)
        .join('')}</dl>`,
  )
  const withheld = left.length === 0 ? '' : `<h4>${escaped(say('inspection.left.title'))}</h4>${leftList(left)}`
  return `<details open id="record-${record}"><summary>${escaped(title)}</summary>${factsList(facts)}${answers.join('')}${factsList(after)}${withheld}</details>`
}

/** The whole file, as text. */
export const packFile = (pack: InspectionPack, proof: PackProof, words: Words): string => {
  const { say, lang } = words
  const said = packInWords(pack, proof, words)
  const top = `<p class="top"><a href="#top">${escaped(say('inspection.pack.toTop'))}</a></p>`
  const heading = (id: string, text: string): string => `<h2 id="${id}">${escaped(text)}</h2>`
  const contents = [
    ['people', say('inspection.people.title')],
    ['records', say('inspection.records.title')],
    ['left-out', say('inspection.left.title')],
    ...(said.readings.length > 0 ? [['readings', say('inspection.pack.readings')] as const] : []),
    ['proof', say('inspection.proof.title')],
  ] as const
  const withRecords = said.people
    .map((person) => ({ ...person, records: said.records.filter((record) => record.person === person.person) }))
    .filter(({ records }) => records.length > 0)
  return [
    `<!doctype html><html lang="${escaped(lang)}" id="top"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">`,
    `<title>${escaped(said.title)}</title><style>${STYLE}</style></head><body>`,
    `<a class="skip" href="#main">${escaped(say('app.skip'))}</a>`,
    `<header><p class="caption">${escaped(said.caption)}</p><h1>${escaped(said.title)}</h1></header>`,
    `<nav aria-label="${escaped(say('inspection.pack.contents'))}"><ul>`,
    ...contents.map(([id, text]) => {
      const below = id === 'records' ? `<ul>${withRecords.map(({ person, name }) => `<li><a href="#person-${person}">${escaped(name)}</a></li>`).join('')}</ul>` : ''
      return `<li><a href="#${id}">${escaped(text)}</a>${below}</li>`
    }),
    `</ul></nav><main id="main"><p>${escaped(said.intro)}</p>${factsList(said.facts)}`,
    heading('people', say('inspection.people.title')),
    ...said.lines.map(({ name, summary, facts }) => `<details open><summary>${escaped(name)}: ${escaped(summary)}</summary>${factsList(facts)}</details>`),
    top,
    heading('records', say('inspection.records.title')),
    ...withRecords.map(({ person, name, records }) => `<h3 id="person-${person}">${escaped(name)}</h3>${records.map((record) => recordPart(record, words)).join('')}${top}`),
    heading('left-out', say('inspection.left.title')),
    list(said.totals),
    ...(said.rules.length > 0 ? [`<h3>${escaped(say('inspection.left.rules'))}</h3>${list(said.rules)}`] : []),
    ...(said.readings.length > 0 ? [heading('readings', say('inspection.pack.readings')), `<p>${escaped(say('inspection.pack.readingsText'))}</p>`, factsList(said.readings, 'plain')] : []),
    heading('proof', say('inspection.proof.title')),
    ...said.proof.map(({ text, code }) => `<p>${escaped(text)}${code === null ? '' : `<br><code>${escaped(code)}</code>`}</p>`),
    '</main></body></html>',
  ].join('\n')
}
