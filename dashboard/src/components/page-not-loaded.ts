/** A file of the dashboard itself did not come. */
export class PageNotLoaded extends Error {
  override readonly name = 'PageNotLoaded';
}

/** As the browsers and the bundler say it of a file that did not come. */
const MISSING_FILE = /dynamically imported module|importing a module script failed|unable to preload css/i;

/** Whether a page failed for want of one of its files, as when the service is away or has been upgraded. */
export const isFileMissing = (error: unknown) =>
  error instanceof PageNotLoaded || (error instanceof Error && MISSING_FILE.test(error.message));

const KEY = 'orchestrate-loaded-anew';
const AGAIN_AFTER_MS = 60_000;

/** Loads the document anew, unless that was done for this address just now: then it does not help. */
export function loadAnewOnce(now: number): boolean {
  const address = window.location.pathname;
  const [last, at] = (sessionStorage.getItem(KEY) ?? '').split(' ');
  if (last === address && now - Number(at) < AGAIN_AFTER_MS) return false;
  sessionStorage.setItem(KEY, `${address} ${now}`);
  window.location.reload();
  return true;
}
