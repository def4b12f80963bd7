/** The two text formats that Prometheus reads. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

export const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** OpenMetrics for whoever names it and likes it no less than plain text; Prometheus text for everybody else. */
export function formatFor(accept: string | undefined): ExpositionFormat {
  const wish = (mediaType: string) => Math.max(0, ...wishes(accept, mediaType));
  const openMetrics = wish('application/openmetrics-text');
  return openMetrics > 0 && openMetrics >= wish('text/plain') ? 'openmetrics' : 'prometheus';
}

/** How much each mention of a media type is liked, 0 to 1. */
function wishes(accept: string | undefined, mediaType: string): number[] {
  return (accept ?? '').split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (type !== mediaType) return [];
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return [quality === undefined ? 1 : Number(quality.slice(2)) || 0];
  });
}
