import type { Loadable } from '../../api/loadable';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { NumberText } from '../../components/number-text';
import { Panel } from '../../components/panel';
import { Defined } from './defined';
import type { Definition, Delivery, Period } from './delivery-types';
import classes from './times-table.module.css';

interface Row {
  readonly name: string;
  readonly definition: Definition;
  readonly of: (period: Period) => Times;
  /** A part of the row above. */
  readonly part?: boolean;
}
type Times = Period['pullRequests']['cycleSeconds'];

const rows: readonly Row[] = [
  { name: 'Pull request, opened to merged', definition: 'pullRequestCycle', of: (p) => p.pullRequests.cycleSeconds },
  { name: 'as a draft', part: true, definition: 'pullRequestCycle', of: (p) => p.pullRequests.draftSeconds },
  { name: 'ready', part: true, definition: 'pullRequestCycle', of: (p) => p.pullRequests.readySeconds },
  { name: 'Review turnaround', definition: 'reviewTurnaround', of: (p) => p.pullRequests.reviewTurnaroundSeconds },
  { name: 'Approved to merged', definition: 'mergeAfterApproval', of: (p) => p.pullRequests.mergeAfterApprovalSeconds },
  { name: 'Story, created to completed', definition: 'storyLead', of: (p) => p.stories.leadSeconds },
  { name: 'Lead time for changes', definition: 'leadTimeForChanges', of: (p) => p.dora.leadTimeForChangesSeconds },
  {
    name: 'Failed deployment recovery',
    definition: 'failedDeploymentRecoveryTime',
    of: (p) => p.dora.failedDeploymentRecoverySeconds,
  },
  { name: 'Incident recovery', definition: 'incidentRecovery', of: (p) => p.incidents.recoverySeconds },
];

/** How long each thing took, beside the period before. */
export function TimesTable({ delivery }: { delivery: Loadable<Delivery> }) {
  return (
    <Panel
      title="How long it took"
      height={348}
      flush
      state={delivery}
      isEmpty={({ current }) => rows.every(({ of }) => of(current).n === 0)}
      empty={
        <EmptyState title="Nothing ended in this range of time">
          Report pull requests, stories and deployments, or let GitHub send them: docs/github.md.
        </EmptyState>
      }
    >
      {({ current, previous, definitions }) => (
        <div className={classes['scroll']} tabIndex={0} role="group" aria-label="How long it took">
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">n</th>
                <th scope="col">p50</th>
                <th scope="col">p75</th>
                <th scope="col">p95</th>
                <th scope="col">mean</th>
                <th scope="col">p50 before</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, definition, of, part }) => {
                const [now, before] = [of(current), of(previous)];
                return (
                  <tr key={name}>
                    <th scope="row" data-part={part} aria-label={name}>
                      <Defined definition={definitions[definition]}>
                        <span tabIndex={0}>{name}</span>
                      </Defined>
                    </th>
                    <td>
                      <NumberText value={now.n} />
                    </td>
                    {[now.p50, now.p75, now.p95, now.mean, before.p50].map((seconds, index) => (
                      <td key={index}>
                        <Duration seconds={seconds} />
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
