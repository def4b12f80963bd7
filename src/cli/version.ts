import { readFileSync } from 'node:fs';

/** Two levels up from here both in src/ and in dist/. */
const manifest = new URL('../../package.json', import.meta.url);

/** The version of this program, which is that of the package. */
export const version = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
