/** Where OTLP over HTTP takes traces, unless an address says otherwise. */
const TRACES_PATH = '/v1/traces';
const MAX_LENGTH = 2_000;

/**
 * The address as it is stored and shown, or what is wrong with it. One without a path means the usual path of OTLP.
 * An address never carries a secret: it is an event, and everybody who may look sees it.
 */
export function exportAddress(text: string): { readonly url: string } | { readonly problem: string } {
  if (text.length > MAX_LENGTH || !URL.canParse(text)) return { problem: 'must be a URL, as in http://jaeger:4318' };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { problem: 'must begin with http:// or https://; OTLP over gRPC is not supported' };
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return {
      problem:
        'must have no user name, password, query or fragment; secrets belong into OTEL_EXPORTER_OTLP_HEADERS of the service',
    };
  }
  if (url.pathname === '/') url.pathname = TRACES_PATH;
  return { url: url.href };
}
