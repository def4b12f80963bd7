import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev -w dashboard` finds the service. */
const service = process.env['ORCHESTRATE_URL'] ?? 'http://127.0.0.1:4040';

export default defineConfig({
  base: '/',
  plugins: [react(), packed()],
  // The manifest tells scripts/check-bundle.js what the first load of a page fetches.
  build: { outDir: 'dist', emptyOutDir: true, manifest: true, target: 'es2022' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The service lets a session change things only from its own address; so requests look as if they came from there.
    proxy: Object.fromEntries(
      ['/api', '/metrics', '/healthz', '/readyz'].map((path) => [
        path,
        { target: service, changeOrigin: true, headers: { origin: service, 'sec-fetch-site': 'same-origin' } },
      ]),
    ),
  },
});

/** Lays `.br` and `.gz` beside what browsers load: the service sends them as they are, to whoever can unpack them. */
function packed(): Plugin {
  const packers = { br: promisify(brotliCompress), gz: promisify(gzip) };
  return {
    name: 'packed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      const files = Object.keys(bundle).filter((name) => /\.(?:js|css|html|svg)$/.test(name));
      await Promise.all(
        files.map(async (name) => {
          const content = await readFile(join(dir, name));
          for (const [ending, pack] of Object.entries(packers)) {
            await writeFile(join(dir, `${name}.${ending}`), await pack(content));
          }
        }),
      );
    },
  };
}
