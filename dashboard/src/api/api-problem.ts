/** A fault of one field of a request. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** Where in a text the fault is, with the line and a caret below it. */
export interface FaultPlace {
  readonly field: string;
  readonly line: number;
  readonly column: number;
  readonly excerpt: string;
}

/** A refusal by the service: its problem document as an error. `explainProblem` puts it in words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly status: number,
    /** Stable, as in the API's documentation. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly FieldFault[] = [],
    readonly places: readonly FaultPlace[] = [],
  ) {
    super(detail || title);
  }
}

/** No answer came, or none of the service: it is away, or something stands between. */
export class ServiceAway extends Error {
  override readonly name = 'ServiceAway';
}

/** Reads a problem document; undefined when the answer is none, as from a proxy whose service is away. */
export async function problemOf(response: Response): Promise<ApiProblem | undefined> {
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  const body = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined;
  if (!body || typeof body !== 'object') return undefined;
  // The Prometheus paths refuse in Prometheus' own way.
  const prometheus = body['status'] === 'error' ? body : undefined;
  const code = textOf(body['code'] ?? prometheus?.['errorType']) ?? `HTTP_${response.status}`;
  const title = textOf(body['title']) ?? response.statusText;
  const detail = textOf(body['detail'] ?? prometheus?.['error']) ?? '';
  const places = Array.isArray(body['places']) ? (body['places'] as FaultPlace[]) : [];
  return new ApiProblem(response.status, code, title, detail, faultsOf(body['errors']), places);
}

function faultsOf(errors: unknown): FieldFault[] {
  if (!Array.isArray(errors)) return [];
  return errors.map((error: Record<string, unknown>) => ({
    field: textOf(error['field'] ?? error['path']) ?? '',
    message: textOf(error['message'] ?? error['detail'] ?? error['problem']) ?? '',
  }));
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** What a check answered of something faulty, as the refusal that sending it in earnest would be. */
export function refusalOf(
  problems: readonly (FieldFault & { readonly at: Omit<FaultPlace, 'field'> | null })[],
): ApiProblem {
  const detail = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
  const places = problems.flatMap(({ field, at }) => (at === null ? [] : [{ field, ...at }]));
  const errors = problems.map(({ field, message }) => ({ field, message }));
  return new ApiProblem(400, 'VALIDATION_FAILED', 'Not valid', detail, errors, places);
}
