import { Fragment, type ReactNode } from 'react';
import classes from './key-value-list.module.css';

export interface KeyValue {
  readonly name: string;
  /** Null and undefined are shown as unknown. */
  readonly value: ReactNode;
}

/** Facts of one thing, name beside value. */
export function KeyValueList({ items }: { items: readonly KeyValue[] }) {
  return (
    <dl className={classes['list']}>
      {items.map(({ name, value }) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value ?? '–'}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Labels of a series or an alert, as small `name=value` marks. */
export function LabelList({ labels, leaveOut = [] }: { labels: Record<string, string>; leaveOut?: readonly string[] }) {
  return (
    <span className={classes['labels']}>
      {Object.entries(labels)
        .filter(([name]) => !leaveOut.includes(name))
        .map(([name, value]) => (
          <LabelChip key={name} name={name} value={value} titled />
        ))}
    </span>
  );
}

/** One of them; `titled` where nothing else tells what is cut off. */
export function LabelChip({ name, value, titled }: { name: string; value: string; titled?: boolean }) {
  return (
    <span className={classes['label']} data-label {...(titled ? { title: `${name}=${value}` } : {})}>
      <span className={classes['name']}>{name}</span>
      {value}
    </span>
  );
}
