import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { fetchAnswer } from '../../api/client';
import { saveAnswer } from '../../components/save-answer';
import { useAction } from '../../components/use-action';
import { stringifySearch } from '../../url/search';

/** The report as a table for spreadsheets, as the API writes it. */
export function CsvButton({ query }: { query: Record<string, unknown> }) {
  const [busy, setBusy] = useState(false);
  const act = useAction();
  const download = async () => {
    setBusy(true);
    const url = new URL(`/api/cost/report${stringifySearch(query)}`, window.location.origin);
    await act(
      async () =>
        saveAnswer(await fetchAnswer(new Request(url, { headers: { accept: 'text/csv' } })), 'cost-report.csv'),
      'The report is downloaded',
    );
    setBusy(false);
  };
  return (
    <Button leftSection={<IconDownload size={14} aria-hidden />} loading={busy} onClick={() => void download()}>
      CSV
    </Button>
  );
}
