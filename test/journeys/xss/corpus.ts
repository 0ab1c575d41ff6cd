/**
 * Texts that run as script where anything takes them for markup, an address, a style, an expression or a template. Our own
 * writing. `RUN` becomes a call that is noticed, with the number of the text; `clobbered` is the name of what must not be
 * there.
 */
const SHAPES = [
  // Elements that run by being there.
  '<script>RUN</script>',
  '<ScRiPt>RUN</sCrIpT>',
  '<script type=module>RUN</script>',
  '<script src="data:text/javascript,RUN"></script>',
  '<script src=//stranger.invalid/x.js></script>',
  '<script\u000c>RUN</script\u000c>',
  '<scr<script>ipt>RUN</scr</script>ipt>',
  '<<script>RUN//<</script>',
  '</script><script>RUN</script>',
  '</title></head><body onload=RUN>',
  '<noscript><p title="</noscript><img src=x onerror=RUN>">',
  '<iframe src="javascript:parent.RUN"></iframe>',
  '<iframe srcdoc="<script>parent.RUN</script>"></iframe>',
  '<object data="javascript:RUN"></object>',
  '<embed src="javascript:RUN">',
  '<base href="//stranger.invalid/">',
  '<link rel=stylesheet href="//stranger.invalid/x.css">',
  '<meta http-equiv=refresh content="0;url=javascript:RUN">',
  // Handlers.
  '<img src=x onerror=RUN>',
  '<img src=x onerror="RUN">',
  "<img src='x' onerror='RUN'>",
  '<img/src=x/onerror=RUN>',
  '<image src=x onerror=RUN>',
  '<b onmouseover=RUN>over</b>',
  '<input autofocus onfocus=RUN>',
  '<details open ontoggle=RUN><summary>x</summary></details>',
  '<video><source onerror=RUN></video>',
  '<audio src=x onerror=RUN>',
  '<p style="animation:x" onanimationstart=RUN>',
  '<x-y tabindex=1 autofocus onfocus=RUN>',
  '<select><option>x<img src=x onerror=RUN></select>',
  // SVG and MathML.
  '<svg onload=RUN>',
  '<svg><script>RUN</script></svg>',
  '<svg><animate onbegin=RUN attributeName=x dur=1s>',
  '<svg><a xlink:href="javascript:RUN"><text y=20>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x><script>RUN</script></svg>#x"/></svg>',
  '<math><mtext><style><img src=x onerror=RUN></style></mtext></math>',
  '<math href="javascript:RUN">x</math>',
  // Markup that changes its meaning when it is read a second time.
  '<svg></p><style><a id="</style><img src=x onerror=RUN>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN>',
  '<table><a><tr><td><img src=x onerror=RUN>',
  '<template><img src=x onerror=RUN></template>',
  '<!--><img src=x onerror=RUN>-->',
  '<![CDATA[><img src=x onerror=RUN>]]>',
  '<xmp></xmp><img src=x onerror=RUN>',
  // Out of an attribute, a text area, a style, a script.
  '"><img src=x onerror=RUN>',
  "'><img src=x onerror=RUN>",
  '" autofocus onfocus="RUN" x="',
  "' onmouseover='RUN' x='",
  '` onerror=RUN `',
  '</textarea><img src=x onerror=RUN>',
  '</style><img src=x onerror=RUN>',
  "';RUN;//",
  '");RUN;//',
  '\\");RUN;//',
  '</option></select><img src=x onerror=RUN>',
  // Addresses.
  'javascript:RUN',
  'JaVaScRiPt:RUN',
  '\u0001javascript:RUN',
  'java\tscript:RUN',
  'javascript://stranger.invalid/%0aRUN',
  'javascript&colon;RUN',
  'vbscript:RUN',
  'data:text/html,<script>RUN</script>',
  'data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+',
  '//stranger.invalid/x',
  '[read this](javascript:RUN)',
  '![x](x"onerror="RUN)',
  '<javascript:RUN>',
  // Styles.
  '<p style="background:url(javascript:RUN)">',
  '<style>@import "//stranger.invalid/x.css";</style>',
  'x;background:url(//stranger.invalid/x)',
  // Names that stand in for what the page looks up.
  '<a id=clobbered name=clobbered href="clobbered:x">',
  '<form name=clobbered id=root><input name=attributes>',
  '<img name=getElementById id=clobbered>',
  '__proto__',
  'constructor.constructor("RUN")()',
  // Templates, expressions and placeholders of messages.
  '{{constructor.constructor("RUN")()}}',
  '${RUN}',
  '#{RUN}',
  '<%= RUN %>',
  '{name}',
  '{count, plural, one {#} other {RUN}}',
  '{x, select, other {<b>RUN</b>}}',
  "'{'name'}' ''",
  '<b>{name}</b>',
  '%s %d %n $& $1 $`',
  // Written so that it looks like something else.
  '&lt;script&gt;RUN&lt;/script&gt;',
  '&#60;img src=x onerror=RUN&#62;',
  '\\u003cscript\\u003eRUN\\u003c/script\\u003e',
  '%3Cscript%3ERUN%3C%2Fscript%3E',
  '\uff1cscript\uff1eRUN\uff1c/script\uff1e',
  '\u202e<tpircs/>RUN<tpircs>',
  '\u200b<script>\u200bRUN</script>',
  'first\u2028<script>RUN</script>\u2029last',
  '+ADw-script+AD4-RUN+ADw-/script+AD4-',
  '=HYPERLINK("javascript:RUN","x")',
  'x\r\nATTENDEE:mailto:x@stranger.invalid\r\n<b>',
] as const

export const CORPUS: readonly string[] = SHAPES.map((shape, index) => shape.replaceAll('RUN', `__ran(${index})`))

export interface Ink {
  /** The next text that fits, with a mark of its own by which it is found again. */
  readonly short: (longest: number, where: string) => string
  /** Every text there is, one a line. */
  readonly all: (where: string) => string
  /** What was written, by its mark, and where. */
  readonly written: ReadonlyMap<string, { readonly text: string; readonly where: string }>
}

export const MARK = /§[0-9a-z]+;/g

/** Writes texts of the corpus one after the other, so that each comes to stand in many places. */
export const inkOf = (corpus: readonly string[]): Ink => {
  const written = new Map<string, { text: string; where: string }>()
  let turn = 0
  const marked = (text: string, where: string): string => {
    const mark = `§${written.size.toString(36)};`
    written.set(mark, { text: `${text} ${mark}`, where })
    return `${text} ${mark}`
  }
  return {
    written,
    short: (longest, where) => {
      for (let tries = 0; tries < corpus.length; tries += 1) {
        turn += 1
        const text = corpus[turn % corpus.length] ?? ''
        // A mark and the space before it take up to seven places.
        if (text.length + 7 <= longest) return marked(text, where)
      }
      throw new Error(`no text of the corpus fits ${longest}`)
    },
    all: (where) => marked(corpus.join('\n'), where),
  }
}
