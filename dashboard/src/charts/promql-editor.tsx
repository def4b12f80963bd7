import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { PromqlInputProps } from './promql-input';

const PromqlInput = lazy(() => import('./promql-input'));

/**
 * An editor for PromQL: completes metrics, labels and their values as this service knows them, marks what is wrong. Enter
 * submits, Shift+Enter breaks the line. Its code is fetched when it is first shown.
 *
 *     <PromqlEditor label="Condition" value={text} onChange={setText} onSubmit={run} error={faultOf(error, 'condition')} />
 */
export function PromqlEditor(props: PromqlInputProps) {
  return (
    <Suspense fallback={<Skeleton h={34} />}>
      <PromqlInput {...props} />
    </Suspense>
  );
}
