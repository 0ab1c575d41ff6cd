/**
 * Builds the page that checks saved records into one file that needs no other, `dist/verify.html` (G6): its script and its looks
 * stand in it, and a content security policy names both by their hashes and lets nothing else in or out, also from the disk.
 */
import { createHash } from 'node:crypto'
import path from 'node:path'
import { build, type Plugin } from 'vite'
import { messages } from './vite-messages.ts'

const ENTRY = path.resolve(import.meta.dirname, 'src/app/verify-page.ts')

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#0b0c0c;background:#fff}
h1{line-height:1.2}h2{border-left:.5rem solid;padding:.5rem 1rem}h2.holds{border-color:#12414a}h2.fails{border-color:#b3001e}h3{margin-top:2rem}
label{display:block;font-weight:700}.hint{display:block;color:#484949}input{font:inherit;max-width:100%;box-sizing:border-box}input[type=text]{width:100%;padding:.25rem}
li,p{overflow-wrap:anywhere;white-space:pre-line}:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px}`

const named = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The script as one piece. @throws Error when it would end the element it stands in */
const scriptOf = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [messages()],
    build: {
      write: false,
      target: 'baseline-widely-available',
      modulePreload: false,
      rolldownOptions: { input: ENTRY, output: { format: 'iife', codeSplitting: false } },
    },
  })
  const chunk = [built].flat().flatMap((each) => ('output' in each ? each.output : [])).find((each) => each.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('the page that checks records is one script')
  const script = chunk.code.trim()
  if (/<\/script|<!--/i.test(script)) throw new Error('the script of verify.html would end the element it stands in')
  return script
}

const htmlOf = (script: string): string => {
  const policy = [
    "default-src 'none'", `script-src ${named(script)}`, `style-src ${named(STYLE)}`, "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="content-security-policy" content="${policy}">
<title>Countersign</title><style>${STYLE}</style></head>
<body><main></main><script>${script}</script></body></html>
`
}

export const verifyPage = (): Plugin => ({
  name: 'countersign-verify-page',
  apply: 'build',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'verify.html', source: htmlOf(await scriptOf()) })
  },
})
