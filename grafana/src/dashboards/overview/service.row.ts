import { page } from '../../pages.js';
import { timeSeries } from '../../panels/time-series.js';
import { once, quantile, rate, sum } from '../../promql.js';

/** Whether what the other rows say can be believed. */
export const service = () => [
  timeSeries({
    title: 'How old what is shown is',
    description: 'Lag of the read models behind the event log. Beyond 30 s for two minutes, projection-lag fires.',
    width: 8,
    unit: 's',
    min: 0,
    steps: [[30, 'red']],
    queries: [
      { expr: `topk(5, ${once('orchestrate_projection_lag_seconds', 'projection')})`, legend: '{{projection}}' },
    ],
    links: [['Health', page('/readyz')]],
  }),
  timeSeries({
    title: 'Events set aside',
    description: 'Events that a read model could not apply. Every one is a fault to look at: runbook events-set-aside.',
    width: 8,
    unit: 'none',
    min: 0,
    steps: [[1, 'red']],
    queries: [
      { expr: sum(once('orchestrate_projection_dead_letters', 'projection')), legend: 'set aside' },
      { expr: sum(once('orchestrate_projection_failed', 'projection')), legend: 'projections stopped' },
    ],
  }),
  timeSeries({
    title: 'Events applied',
    description: 'Events a second that all read models together applied.',
    width: 8,
    unit: 'ops',
    min: 0,
    queries: [{ expr: sum(once(rate('orchestrate_projection_events_total'), 'projection')), legend: 'events' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'HTTP requests',
    description:
      'Requests a second to all processes, by status. 5xx on writes means that reporters have to send again.',
    width: 8,
    unit: 'reqps',
    min: 0,
    stacked: true,
    queries: [{ expr: sum(rate('orchestrate_http_requests_total'), 'status'), legend: '{{status}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'HTTP latency',
    description: 'Time to answer, of all processes and routes together.',
    width: 8,
    unit: 's',
    min: 0,
    queries: [0.5, 0.95, 0.99].map((q) => ({
      expr: quantile(q, sum(rate('orchestrate_http_request_latency_seconds_bucket'), 'le')),
      legend: `p${q * 100}`,
    })),
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Event loop lag',
    description: 'How late one in a hundred turns of the event loop began, by process. Half a second is too much.',
    width: 8,
    unit: 's',
    min: 0,
    steps: [[0.5, 'red']],
    queries: [{ expr: once('nodejs_eventloop_lag_p99_seconds', 'instance'), legend: '{{instance}}' }],
  }),
  timeSeries({
    title: 'Processor',
    description: 'Processor time that each process uses; 1 is a whole core.',
    width: 8,
    unit: 'none',
    decimals: 2,
    min: 0,
    queries: [{ expr: sum(rate('process_cpu_seconds_total'), 'instance'), legend: '{{instance}}' }],
    calcs: ['mean', 'max'],
  }),
  timeSeries({
    title: 'Memory',
    description: 'Resident memory of each process. What only ever rises is a leak.',
    width: 8,
    unit: 'bytes',
    min: 0,
    queries: [{ expr: once('process_resident_memory_bytes', 'instance'), legend: '{{instance}}' }],
  }),
  timeSeries({
    title: 'Telemetry received',
    description:
      'Records a second that came by OTLP, by what became of them. Unknown ones no mapper knows; invalid ones are the sender’s fault.',
    width: 8,
    unit: 'ops',
    min: 0,
    queries: [{ expr: sum(rate('orchestrate_otlp_records_total'), 'outcome'), legend: '{{outcome}}' }],
    calcs: ['mean', 'max'],
  }),
];
