/**
 * The page that checks a saved record (G6): one HTML file of its own, built into `dist/verify.html`, which opens from the disk
 * with no connection and asks nobody anything. Plain DOM, text only: what a file says is never markup.
 */
import { verifyRecord } from '../protocol/verify-record.ts'
import { records } from '../words/en/records.ts'
import { verify } from '../words/en/verify.ts'
import { type SaidOfRecord, verifiedInWords } from '../words/verified.ts'
import { addArea, createWords } from '../words/words.ts'

addArea('records', { en: records })
addArea('verify', { en: verify })
const words = createWords('en')
const { say } = words

/** A record of years is a few hundred kilobytes. */
const LARGEST_BYTES = 20_000_000

type Child = Node | string

const element = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Readonly<Record<string, string>>, ...children: readonly Child[]): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

const list = (lines: readonly string[]): HTMLElement => element('ul', {}, ...lines.map((line) => element('li', {}, line)))

const shown = (said: SaidOfRecord, ok: boolean): readonly HTMLElement[] => [
  element('h2', { class: ok ? 'holds' : 'fails', tabindex: '-1' }, said.title),
  ...said.lines.map((line) => element('p', {}, line)),
  ...(said.faults.length > 0 ? [list(said.faults)] : []),
  ...(said.notes.length > 0 ? [list(said.notes)] : []),
  ...said.sections.map(({ heading, lines }) => element('section', {}, element('h3', {}, heading), list(lines))),
]

const file = element('input', { type: 'file', id: 'file', accept: '.json,application/json' })
const key = element('input', { type: 'text', id: 'key', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'key-hint' })
const result = element('div', { id: 'result', 'aria-live': 'polite' })
/** Only the last file that was chosen is shown, however long another takes. */
let asked = 0

const check = async (chosen: File): Promise<void> => {
  const mine = (asked += 1)
  result.replaceChildren(element('p', {}, say('verify.checking')))
  if (chosen.size > LARGEST_BYTES) {
    result.replaceChildren(element('p', {}, say('verify.tooLarge')))
    return
  }
  const expected = key.value.trim()
  const found = await verifyRecord(new Uint8Array(await chosen.arrayBuffer()), expected === '' ? null : expected)
  if (mine !== asked) return
  result.replaceChildren(...shown(verifiedInWords(found, words), found.ok))
  result.querySelector('h2')?.focus()
}

/** What can't be read as a file is no record. */
const tryTo = (chosen: File | null | undefined): void => {
  if (!chosen) return
  check(chosen).catch(() => {
    result.replaceChildren(element('h2', { class: 'fails', tabindex: '-1' }, say('verify.fails')), element('p', {}, say('verify.failsText')))
  })
}

const again = (): void => tryTo(file.files?.item(0))
file.addEventListener('change', again)
key.addEventListener('change', again)
document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  const dropped = event.dataTransfer?.files
  if (!dropped?.length) return
  file.files = dropped
  again()
})

document.title = say('verify.title')
document.querySelector('main')?.replaceChildren(
  element('h1', {}, say('verify.title')),
  element('p', {}, say('verify.about')),
  element('p', {}, element('label', { for: 'file' }, say('verify.file')), file, element('span', { class: 'hint' }, say('verify.drop'))),
  element('p', {}, element('label', { for: 'key' }, say('verify.key')), element('span', { class: 'hint', id: 'key-hint' }, say('verify.keyHint')), key),
  result,
)
