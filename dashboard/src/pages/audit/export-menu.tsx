import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type AuditSearch, exportAddress } from './audit-search';

const forms = [
  { format: 'csv', label: 'CSV', what: 'for spreadsheets' },
  { format: 'ndjson', label: 'NDJSON', what: 'an entry on each line' },
  { format: 'json', label: 'JSON', what: 'one array' },
] as const;

/** All that the search finds, not only what has been read; saved while it is sent. */
export function ExportMenu({ search, total }: { search: AuditSearch; total: number | null | undefined }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={14} aria-hidden />} disabled={total === 0}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map(({ format, label, what }) => (
          <Menu.Item key={format} component="a" href={exportAddress(format, search)} download={`audit.${format}`}>
            {label}, {what}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
