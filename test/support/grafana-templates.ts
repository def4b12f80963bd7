import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const directory = join(import.meta.dirname, '../../grafana/dashboards');

interface Link {
  readonly title: string;
  readonly url?: string;
}

/** What of a panel the tests look at. */
export interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat?: string;
    readonly instant?: boolean;
  }[];
  readonly transformations?: readonly { readonly id: string; readonly options: Record<string, object> }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly links?: readonly Link[] } };
  readonly links?: readonly Link[];
}

export interface GrafanaTemplate {
  readonly file: string;
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly GrafanaPanel[];
  readonly links: readonly Link[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly type: string;
      readonly query: string | { query: string };
    }[];
  };
  readonly annotations: {
    readonly list: readonly { readonly name: string; readonly expr: string; readonly titleFormat: string }[];
  };
}

/** A query of a template, and where it stands there. */
export interface GrafanaQuery {
  readonly place: string;
  /** Without variables: all of everything, over an hour. */
  readonly expr: string;
  readonly instant: boolean;
  /** Names of labels that the template reads from what it answers. */
  readonly reads: readonly string[];
}

export const grafanaTemplates = (): readonly GrafanaTemplate[] =>
  readdirSync(directory).map((file) => ({
    file,
    ...(JSON.parse(readFileSync(join(directory, file), 'utf8')) as Omit<GrafanaTemplate, 'file'>),
  }));

/** As Grafana fills them in with an hour in sight and everything chosen. */
const filledIn: readonly (readonly [RegExp, string])[] = [
  [/\$__rate_interval\b/g, '1m15s'],
  [/\$__interval\b/g, '1m'],
  [/\$__range\b/g, '1h'],
  [/\$(type|model|environment|epic|rule|channel)\b/g, '.*'],
];

export const substituted = (text: string): string =>
  filledIn.reduce((filled, [variable, value]) => filled.replace(variable, value), text);

/** Every query of panels and annotations, and those that the variables take their values from. */
export function grafanaQueries({ file, panels, annotations, templating }: GrafanaTemplate): readonly GrafanaQuery[] {
  return [
    ...panels.flatMap(({ title, targets = [], transformations = [] }) =>
      targets.map(({ expr, refId, legendFormat = '', instant = false }) => ({
        place: `${file}: ${title} (${refId})`,
        expr: substituted(expr),
        instant,
        reads: [...labelsIn(legendFormat), ...rowLabels(transformations)],
      })),
    ),
    ...annotations.list.map(({ name, expr, titleFormat }) => ({
      place: `${file}: annotation ${name}`,
      expr: substituted(expr),
      instant: false,
      reads: labelsIn(titleFormat),
    })),
    ...templating.list.flatMap(({ name, query }) => {
      const [, metric, label] =
        /^label_values\((\w+), (\w+)\)$/.exec(typeof query === 'string' ? '' : query.query) ?? [];
      return metric
        ? [
            {
              place: `${file}: variable ${name}`,
              expr: `count by (${label}) (${metric})`,
              instant: true,
              reads: [label!],
            },
          ]
        : [];
    }),
  ];
}

const labelsIn = (format: string): readonly string[] =>
  [...format.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label!);

/** Columns of a table that are labels. */
function rowLabels(transformations: readonly { readonly id: string; readonly options: Record<string, object> }[]) {
  const organized = transformations.find(({ id }) => id === 'organize');
  return Object.keys(organized?.options['renameByName'] ?? {}).filter((name) => !name.startsWith('Value #'));
}
