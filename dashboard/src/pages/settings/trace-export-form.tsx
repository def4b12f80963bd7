import { Button, Group, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { Panel } from '../../components/panel';
import { ProblemNote } from '../../components/problem-note';
import { useAction } from '../../components/use-action';

type TraceExport = ApiAnswer<'get', '/api/trace-export'>;

/** Turns the export on or off; in force at once in every replica. */
export function TraceExportForm({ now }: { now: TraceExport }) {
  const change = useApiMutation('put', '/api/trace-export');
  const act = useAction();
  const [enabled, setEnabled] = useState(now.enabled);
  const [exporter, setExporter] = useState(now.exporter ?? 'otlp');
  const [endpoint, setEndpoint] = useState(now.endpoint ?? '');
  const [percent, setPercent] = useState<number | string>(Number(((now.sampleRate ?? 1) * 100).toFixed(4)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const sampleRate = Number(percent) / 100;
    const body = enabled
      ? { enabled, exporter, sampleRate, ...(endpoint.trim() === '' ? {} : { endpoint: endpoint.trim() }) }
      : { enabled };
    void act(() => change.send({ body }), enabled ? 'Traces are exported' : 'The export is off');
  };
  return (
    <Panel title="Change" height="auto" state={loaded}>
      {() => (
        <form onSubmit={submit}>
          <Group align="flex-start" gap="sm" wrap="wrap">
            <Switch
              label="Export traces"
              mt={26}
              checked={enabled}
              onChange={(event) => setEnabled(event.currentTarget.checked)}
            />
            <Select
              label="Exporter"
              data={['otlp', 'jaeger']}
              value={exporter}
              allowDeselect={false}
              disabled={!enabled}
              w={120}
              onChange={(value) => setExporter(value as typeof exporter)}
            />
            <TextInput
              label="Endpoint"
              placeholder="the exporter’s default"
              value={endpoint}
              disabled={!enabled}
              w={320}
              onChange={(event) => setEndpoint(event.currentTarget.value)}
              error={faultOf(change.error, 'endpoint')}
            />
            <NumberInput
              label="Sampled"
              suffix=" %"
              min={0}
              max={100}
              value={percent}
              disabled={!enabled}
              w={110}
              onChange={setPercent}
              error={faultOf(change.error, 'sampleRate')}
            />
            <Button type="submit" variant="filled" mt={22} loading={change.sending}>
              Save
            </Button>
          </Group>
          <ProblemNote error={change.error} />
        </form>
      )}
    </Panel>
  );
}

const loaded = { data: true, error: undefined, loading: false, updatedAt: undefined, retry: () => {} };
