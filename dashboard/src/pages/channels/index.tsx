import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../api/session';
import { useApi, useApiList } from '../../api/use-api';
import { CodeLine } from '../../components/code-line';
import { useCommands } from '../../components/command-registry';
import { DataTable } from '../../components/data-table';
import { DetailDrawer } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { stateOptions } from '../../components/filter-options';
import { PageHeader } from '../../components/page-header';
import { PanelContent } from '../../components/panel';
import { useAsOf } from '../../url/as-of';
import { useFilters } from '../../url/filters';
import { useSetSearch } from '../../url/search';
import { channelColumns } from './channel-columns';
import { ChannelDetail } from './channel-detail';
import { ChannelEditor } from './channel-editor';
import { kindOptions } from './channel-fields';
import { IssuedSecrets } from './issued-secrets';

const filterSpec = { text: 'one', kind: 'many', health: 'many' } as const;
const openSpec = { channel: 'one', edit: 'one', new: 'one' } as const;

/** Where people are told of alerts, and whether it works. */
export default function ChannelsPage() {
  const filters = useFilters(filterSpec);
  const { text, kind, health } = filters.values;
  const { values: open } = useFilters(openSpec);
  const setSearch = useSetSearch();
  const show = (channel?: string) => setSearch({ channel, edit: undefined, new: undefined });
  const { can } = useSession();
  const asOf = useAsOf();
  const administers = can('administer') && asOf === undefined;
  const list = useApiList('/api/channels', {
    query: {
      limit: 200,
      ...(text ? { text } : {}),
      ...(kind.length > 0 ? { kind: kind.join(',') } : {}),
      ...(health.length > 0 ? { health: health.join(',') } : {}),
    },
  });
  const add = () => setSearch({ channel: undefined, edit: undefined, new: 'yes' });
  useCommands(
    administers ? [{ id: 'channel.new', label: 'New channel', group: 'On this page', keys: 'n', run: add }] : [],
  );
  return (
    <>
      <PageHeader
        title="Channels"
        description={
          asOf === undefined ? 'Where people are told of alerts.' : 'As they are now: their past is in the audit log.'
        }
        actions={
          administers ? (
            <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={add}>
              New channel
            </Button>
          ) : null
        }
      />
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'text', key: 'text', label: 'Name' },
          { kind: 'many', key: 'kind', label: 'Kind', options: kindOptions },
          { kind: 'many', key: 'health', label: 'Health', options: stateOptions(['failing', 'healthy', 'unknown']) },
        ]}
      />
      <DataTable
        label="Channels"
        columns={channelColumns}
        list={list}
        rowKey={({ name }) => name}
        onOpen={({ name }) => show(name)}
        openKey={open.channel}
        empty={
          filters.active ? (
            <EmptyState
              title="No channel matches"
              action={<Button onClick={filters.clear}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState
              title="Nobody is told of anything yet"
              action={
                administers ? (
                  <Button onClick={add}>Set up a channel</Button>
                ) : (
                  <CodeLine code="orchestrate channels create --name ops --kind slack --secret url=env:SLACK_WEBHOOK_URL" />
                )
              }
            >
              {administers
                ? 'Slack, e-mail, PagerDuty, a webhook of your own or Alertmanager.'
                : 'An administrator sets up channels, here or with the program:'}
            </EmptyState>
          )
        }
      />
      <ChannelDrawer
        name={open.channel}
        editing={administers && open.edit !== undefined}
        adding={administers && open.new !== undefined}
        onShow={show}
        onEdit={() => setSearch({ edit: 'yes' })}
      />
    </>
  );
}

interface ChannelDrawerProps {
  readonly name: string | undefined;
  readonly editing: boolean;
  readonly adding: boolean;
  readonly onShow: (name?: string) => void;
  readonly onEdit: () => void;
}

function ChannelDrawer({ name, editing, adding, onShow, onEdit }: ChannelDrawerProps) {
  const [issued, setIssued] = useState<{ name: string; secrets: Readonly<Record<string, string>> }>();
  const asked = name !== undefined && !adding;
  const channel = useApi('/api/channels/{idOrName}', { path: { idOrName: name ?? '' } }, { enabled: asked });
  // What was shown of another one stays while this one is read.
  const data = channel.data && (channel.data.name === name || channel.data.id === name) ? channel.data : undefined;
  const close = () => {
    setIssued(undefined);
    onShow();
  };
  const saved = (which: string, secrets: Readonly<Record<string, string>>) => {
    if (Object.keys(secrets).length > 0) setIssued({ name: which, secrets });
    onShow(which);
  };
  return (
    <DetailDrawer opened={asked || adding} onClose={close} title={adding ? 'New channel' : (name ?? '')}>
      {adding ? (
        <ChannelEditor onCancel={close} onSaved={saved} />
      ) : issued && issued.name === name ? (
        <IssuedSecrets issued={issued.secrets} onDone={() => setIssued(undefined)} />
      ) : (
        <PanelContent state={{ ...channel, data }} height={320}>
          {(one) =>
            editing ? (
              <ChannelEditor channel={one} onCancel={() => onShow(name)} onSaved={saved} />
            ) : (
              <ChannelDetail channel={one} onEdit={onEdit} onGone={close} />
            )
          }
        </PanelContent>
      )}
    </DetailDrawer>
  );
}
