import type { ApiBody } from '../../api/api-types';
import { type Channel, type ChannelField, channelKinds, type ChannelKind } from './channel-fields';

type Setting = string | number | boolean | readonly string[];

/** What becomes of a secret: it stays, is replaced by what is typed, or is taken away. */
export type SecretChange =
  { readonly kind: 'keep' } | { readonly kind: 'set'; readonly text: string } | { readonly kind: 'remove' };

export interface ChannelForm {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly config: Readonly<Record<string, Setting>>;
  readonly secrets: Readonly<Record<string, SecretChange>>;
  readonly enabled: boolean;
  readonly sendResolved: boolean;
  readonly messagesPerMinute: number | string;
  readonly fallback: string | null;
  readonly templates: Channel['templates'];
}

export const newChannel = (kind: ChannelKind): ChannelForm => ({
  name: '',
  kind,
  config: configOf(kind, {}),
  secrets: {},
  enabled: true,
  sendResolved: true,
  messagesPerMinute: '',
  fallback: null,
  templates: [],
});

export function formOfChannel(channel: Channel): ChannelForm {
  const { name, kind, config, enabled, sendResolved, messagesPerMinute, fallback, templates } = channel;
  return {
    ...{ name, kind, enabled, sendResolved, fallback, templates },
    messagesPerMinute: messagesPerMinute ?? '',
    config: configOf(kind, config),
    secrets: {},
  };
}

/** Every setting of the kind: as it is, or as it is by default. */
function configOf(kind: ChannelKind, config: Readonly<Record<string, unknown>>): Record<string, Setting> {
  return Object.fromEntries(
    channelKinds[kind].config.map((field) => [field.name, (config[field.name] ?? emptyOf(field)) as Setting]),
  );
}

const emptyOf = ({ input, fallback }: ChannelField): Setting => fallback ?? (input === 'list' ? [] : '');

/** The part that both creating and changing send. A text that is empty is left out: it takes its default. */
function settingsOf({ kind, config, enabled, sendResolved, messagesPerMinute, fallback, templates }: ChannelForm) {
  const filled = channelKinds[kind].config.flatMap(({ name }) => (config[name] === '' ? [] : [[name, config[name]]]));
  return {
    ...{ enabled, sendResolved, fallback, templates },
    config: Object.fromEntries(filled) as Record<string, Setting>,
    messagesPerMinute: messagesPerMinute === '' ? null : Number(messagesPerMinute),
  };
}

export function createBody(form: ChannelForm): ApiBody<'post', '/api/channels'> {
  const typed = Object.entries(form.secrets).flatMap(([name, change]) =>
    change.kind === 'set' ? [[name, change.text]] : [],
  );
  return {
    ...settingsOf(form),
    name: form.name.trim(),
    kind: form.kind,
    secrets: Object.fromEntries(typed) as Record<string, string>,
  } as ApiBody<'post', '/api/channels'>;
}

/** Secrets that nobody touched are not named, so they stay. */
export function changeBody(form: ChannelForm): ApiBody<'put', '/api/channels/{idOrName}'> {
  const changed = Object.entries(form.secrets).flatMap(([name, change]) =>
    change.kind === 'keep' ? [] : [[name, change.kind === 'set' ? change.text : null]],
  );
  return { ...settingsOf(form), secrets: Object.fromEntries(changed) } as ApiBody<'put', '/api/channels/{idOrName}'>;
}
