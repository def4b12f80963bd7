import {
  DashboardLinkBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { type Colour, datasource, type Step, type Unit } from '../look.js';

/** What every panel says of itself. */
export interface PanelText {
  readonly title: string;
  /** What is shown, what it means, and what to do when it looks wrong. */
  readonly description: string;
  /** Of 24 columns. */
  readonly width: number;
  readonly height?: number;
  readonly unit: Unit;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly steps?: readonly Step[];
  /** Pages that have more of it: title and address. */
  readonly links?: readonly Link[];
}

export type Link = readonly [title: string, url: string];

export interface Query {
  readonly expr: string;
  readonly legend?: string;
}

const refId = (index: number): string => String.fromCodePoint('A'.codePointAt(0)! + index);

/** Over the time that is shown. */
export const rangeQueries = (queries: readonly Query[], format = PromQueryFormat.TimeSeries): DataqueryBuilder[] =>
  queries.map(({ expr, legend }, index) => query(expr, index, format, legend).range());

/** As it is at the end of the time that is shown. */
export const instantQueries = (queries: readonly Query[], format = PromQueryFormat.TimeSeries): DataqueryBuilder[] =>
  queries.map(({ expr, legend }, index) => query(expr, index, format, legend).instant());

function query(expr: string, index: number, format: PromQueryFormat, legend = ''): DataqueryBuilder {
  const made = new DataqueryBuilder().datasource(datasource).refId(refId(index)).expr(expr).format(format);
  return legend === '' ? made : made.legendFormat(legend);
}

/** Colours by value; without steps there is one that says nothing. */
export function thresholds(steps: readonly Step[] | undefined, base: Colour = 'green'): ThresholdsConfigBuilder {
  const below = { value: null, color: steps === undefined ? 'text' : base };
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([below, ...(steps ?? []).map(([value, color]) => ({ value, color }))]);
}

export const linksTo = (links: readonly Link[]): DashboardLinkBuilder[] =>
  links.map(([title, url]) => new DashboardLinkBuilder(title).url(url).targetBlank(true));

/** What the builders of all kinds of panels have in common. */
interface Describable {
  title(title: string): this;
  description(description: string): this;
  datasource(ref: typeof datasource): this;
  span(width: number): this;
  height(height: number): this;
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  links(links: DashboardLinkBuilder[]): this;
}

export function described<Builder extends Describable>(builder: Builder, text: PanelText, height: number): Builder {
  builder.title(text.title).description(text.description).datasource(datasource);
  builder
    .span(text.width)
    .height(text.height ?? height)
    .unit(text.unit);
  if (text.decimals !== undefined) builder.decimals(text.decimals);
  if (text.min !== undefined) builder.min(text.min);
  if (text.max !== undefined) builder.max(text.max);
  if (text.links !== undefined) builder.links(linksTo(text.links));
  return builder;
}
