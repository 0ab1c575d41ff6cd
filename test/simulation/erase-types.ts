/**
 * For running the device half with Node alone: an import of nothing but types goes with its types, as it does in the build.
 * Node itself leaves `import {} from`, which would load the screens.
 */
import { registerHooks } from 'node:module'

const ONLY_TYPES = /^import \{\s*(?:type [\w$]+(?: as [\w$]+)?,?\s*)+\} from '[^']+'$/gm

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (!/\/(?:src|test|sync)\/.*\.ts$/.test(url) || !loaded.source) return loaded
    // As many lines as before: where something is thrown stays where it is.
    const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
    return { ...loaded, source: source.replaceAll(ONLY_TYPES, (text) => text.replaceAll(/[^\n]/g, '')) }
  },
})
