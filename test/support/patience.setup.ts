import { vi } from 'vitest';

/**
 * How long a test waits for a condition. It is met in milliseconds, so the time is spent only by a test that fails; with
 * Vitest's own second a busy machine would fail tests of correct code.
 */
const PATIENCE_MS = 30_000;

const { waitFor, waitUntil } = vi;
const patient = (options: number | { readonly timeout?: number; readonly interval?: number } | undefined) =>
  typeof options === 'number' ? options : { timeout: PATIENCE_MS, ...options };

vi.waitFor = (condition, options) => waitFor(condition, patient(options));
vi.waitUntil = (condition, options) => waitUntil(condition, patient(options));
