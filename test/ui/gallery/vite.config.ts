import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gallery of the kit, never shipped: `vite --config test/ui/gallery/vite.config.ts`, then /test/ui/gallery/. */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../../..'),
  appType: 'mpa',
  plugins: [react()],
  css: { preprocessorOptions: { scss: { quietDeps: true } } },
})
