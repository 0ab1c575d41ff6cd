import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { messages } from './vite-messages.ts'
import { verifyPage } from './vite-verify-page.ts'

const SPRUCE = '#12414a'
const PAPER = '#f6f5f1'

/**
 * The app's build. Nothing is inlined, since the content security policy allows neither inline scripts nor data: URLs
 * (security.md, A6); the service worker is ours (`injectManifest`) and is registered by the app, which asks before it
 * updates.
 */
export default defineConfig({
  plugins: [
    messages(),
    react(),
    verifyPage(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/app',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: { globPatterns: ['**/*.{html,js,css,woff2,wasm,svg,png}'] },
      includeManifestIcons: false,
      manifest: {
        id: '/',
        name: 'Countersign',
        short_name: 'Countersign',
        description: 'Supervision in social care, recorded with no connection, signed by both.',
        lang: 'en-GB',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: PAPER,
        theme_color: SPRUCE,
        categories: ['business', 'productivity'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  resolve: {
    alias: [
      // Dexie's own build for today's browsers: the same code, without its helpers for ES5.
      { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
      // The router's stand-in for what React itself has had since version 18.
      { find: /^use-sync-external-store\/shim\/index\.js$/, replacement: 'react' },
    ],
  },
  // An import of types alone is none: else what is named only in types would have to be there from the start.
  oxc: { typescript: { onlyRemoveTypeImports: false } },
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
  build: {
    outDir: 'dist',
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    manifest: true,
    // Every page’s parts by name would weigh 3 KB at the start; the service worker keeps them at hand.
    modulePreload: false,
    sourcemap: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the start needs is one chunk: the rolls of names that two would import from each other weigh 2 KB.
            { name: 'app', tags: ['$initial'] },
            // Whatever small modules other pages share lies with what it is mostly used with: each file that the service worker
            // keeps is a request of its own, and there were 220 of them.
            { name: 'part', maxModuleSize: 8000, entriesAware: true, entriesAwareMergeThreshold: 20_000 },
          ],
        },
        // The start names them all.
        chunkFileNames: 'assets/[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  server: { proxy: { '/api': 'http://localhost:3000' } },
})
