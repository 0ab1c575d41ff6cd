/** What a page still holds: every string of its heap, whole, as V8 takes a snapshot of it (test/browser.ts has the strings left whole). */
import { type CDPSession, type Page } from 'playwright-core'

/** The part of a snapshot that is read here: flat lists, whose columns `meta` names. */
interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

/** Of one target; what nothing holds any more is collected first. */
const snapshotOf = async (devtools: CDPSession): Promise<HeapSnapshot> => {
  const chunks: string[] = []
  const hear = ({ chunk }: { chunk: string }): number => chunks.push(chunk)
  devtools.on('HeapProfiler.addHeapSnapshotChunk', hear)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  devtools.off('HeapProfiler.addHeapSnapshotChunk', hear)
  await devtools.send('HeapProfiler.disable')
  return JSON.parse(chunks.join('')) as HeapSnapshot
}

/** For whoever looks for what holds a text: from it to the root, the nearest way. */
export const retainersOf = ({ snapshot: { meta }, nodes, edges, strings }: HeapSnapshot, text: string): readonly string[] => {
  const [width, edgeWidth] = [meta.node_fields.length, meta.edge_fields.length]
  const [type, name, count] = ['type', 'name', 'edge_count'].map((field) => meta.node_fields.indexOf(field)) as [number, number, number]
  const [edgeType, edgeName, to] = ['type', 'name_or_index', 'to_node'].map((field) => meta.edge_fields.indexOf(field)) as [number, number, number]
  const found = new Set<number>()
  const by = new Map<number, { readonly from: number; readonly edge: number }>()
  const queue = [0]
  const first = new Map<number, number>()
  for (let node = 0, edge = 0; node < nodes.length; node += width) {
    first.set(node, edge)
    edge += nodes[node + count]! * edgeWidth
    if (strings[nodes[node + name]!]!.includes(text)) found.add(node)
  }
  for (let at = 0; at < queue.length; at += 1) {
    const node = queue[at]!
    for (let each = 0, edge = first.get(node)!; each < nodes[node + count]!; each += 1, edge += edgeWidth) {
      const kind = meta.edge_types[0][edges[edge + edgeType]!]
      const next = edges[edge + to]!
      if (kind === 'weak' || next === 0 || by.has(next)) continue
      by.set(next, { from: node, edge })
      queue.push(next)
    }
  }
  const stepOf = (node: number): string => {
    const way = by.get(node)
    const kind = way && meta.edge_types[0][edges[way.edge + edgeType]!]
    const label = way && (kind === 'element' || kind === 'hidden' ? `[${edges[way.edge + edgeName]}]` : strings[edges[way.edge + edgeName]!])
    return `${label ?? ''} ${meta.node_types[0][nodes[node + type]!]}:${strings[nodes[node + name]!]!.slice(0, 60)}`
  }
  return [...found].map((node) => {
    const steps: string[] = []
    for (let at: number | undefined = node; at !== undefined && at !== 0; at = by.get(at)?.from) steps.push(stepOf(at))
    return steps.join(' < ')
  })
}

/** @returns those of the texts that some string of the page's heap has in it; with COUNTERSIGN_RETAINERS set it is said what holds them */
export const heapHolds = async (page: Page, texts: readonly string[]): Promise<readonly string[]> => {
  const devtools = await page.context().newCDPSession(page)
  const snapshot = await snapshotOf(devtools)
  await devtools.detach()
  // A text begins where it begins: each is looked for in all strings at once.
  const all = snapshot.strings.join('\n')
  const held = texts.filter((text) => all.includes(text))
  if (process.env['COUNTERSIGN_RETAINERS']) for (const text of held) console.log([`held: ${text}`, ...retainersOf(snapshot, text)].join('\n  '))
  return held
}
