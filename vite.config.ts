import react from '@vitejs/plugin-react'
import { join } from 'node:path'
import { defineConfig } from 'vite'

/** Browsers that know `light-dark()` themselves: rewritten, it would not follow the colours that a person chose. */
const cssTarget = ['chrome123', 'firefox120', 'safari17.5']
const root = join(import.meta.dirname, 'src/web')

/** The page that `nacre serve` shows. `npm run web:dev` serves it with a Nacre that listens on port 7878 behind it. */
export default defineConfig({
  root,
  plugins: [react()],
  // Small files must not become data: addresses, which the Content-Security-Policy would have to allow.
  build: { outDir: join(root, 'dist'), emptyOutDir: true, assetsInlineLimit: 0, target: 'es2022', cssTarget },
  worker: { format: 'es' },
  server: { proxy: { '/v1': 'http://127.0.0.1:7878', '/readyz': 'http://127.0.0.1:7878' } },
})
