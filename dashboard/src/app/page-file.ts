import type { ComponentType } from 'react';
import { isFileMissing, PageNotLoaded } from '../components/page-not-loaded';

interface PageModule {
  readonly default: ComponentType;
}

/**
 * Fetches the file of a page. One that could not be fetched is not fetched again by this document, as browsers may
 * remember the failure: `RouteError` has the document loaded anew once the service answers.
 */
export function pageFile(load: () => Promise<PageModule>): () => Promise<PageModule> {
  let failure: PageNotLoaded | undefined;
  return async () => {
    if (failure) throw failure;
    try {
      return await load();
    } catch (error) {
      if (!isFileMissing(error)) throw error;
      failure = new PageNotLoaded('the page could not be loaded', { cause: error });
      throw failure;
    }
  };
}
