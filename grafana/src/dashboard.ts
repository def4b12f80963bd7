import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  type AnnotationQuery,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  type Panel,
  RowBuilder,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { alertsFiring, configurationChanges, deployments } from './annotations.js';
import { otherDashboards, TAG } from './pages.js';
import { address, dataSource } from './variables.js';

export interface DashboardText {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Besides the data source and where our own dashboard is. */
  readonly variables: readonly Builder<VariableModel>[];
  readonly annotations?: readonly Builder<AnnotationQuery>[];
  readonly links: readonly Builder<DashboardLink>[];
  readonly from: string;
  readonly rows: readonly { readonly title: string; readonly panels: readonly Builder<Panel>[] }[];
}

/** A whole dashboard, as Grafana imports it. */
export function dashboard(text: DashboardText): Dashboard {
  const builder = new DashboardBuilder(text.title)
    .uid(text.uid)
    .description(text.description)
    .tags([TAG])
    .time({ from: text.from, to: 'now' })
    .refresh('30s')
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([dataSource(), ...text.variables, address()])
    .annotations([...(text.annotations ?? [deployments(), configurationChanges(), alertsFiring()])])
    .links([otherDashboards(), ...text.links]);
  for (const row of text.rows) {
    builder.withRow(new RowBuilder(row.title));
    for (const panel of row.panels) builder.withPanel(panel);
  }
  return finished(builder.build());
}

/** Numbers for the panels, by which their addresses stay the same; and all in sight that could hide in a menu. */
function finished(made: Dashboard): Dashboard {
  const panels = (made.panels ?? []).map((panel, index) => ({ ...panel, id: index + 1 }));
  return JSON.parse(
    JSON.stringify({ ...made, panels }, (key, value: unknown) =>
      key === 'placement' && value === 'inControlsMenu' ? undefined : value,
    ),
  ) as Dashboard;
}
