import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev -w dashboard` finds the service. */
const service = process.env['ORCHESTRATE_URL'] ?? 'http://127.0.0.1:4040';

export default defineConfig({
  base: '/',
  plugins: [react()],
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
