import type { ChannelData } from '../../../events/channel.events.js';
import type { NotificationMessage } from './notification-message.js';
import { tell, type ToldAlert, type ToldMessage } from './told-message.js';
import { truncated } from './template-filters.js';

/** Slack allows 50 blocks, 150 characters in a header, 3 000 in a section, and about 13 200 in all of them. */
const MAX_BLOCKS = 48;
const MAX_HEADER = 150;
const MAX_SECTION = 2_900;
const MAX_IN_BLOCKS = 12_000;
const MAX_TEXT = 3_900;

interface SlackBlock {
  readonly type: 'header' | 'section';
  readonly text: {
    readonly type: 'plain_text' | 'mrkdwn';
    readonly text: string;
    readonly emoji?: boolean;
    readonly verbatim?: boolean;
  };
}

export interface SlackMessage {
  /** What notifications and old clients show. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** No text of ours or of a rule becomes a mention, a link or a channel. */
export const escapeMrkdwn = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The body of a post to an incoming webhook. */
export function renderSlack(message: NotificationMessage, templates: ChannelData['templates']): SlackMessage {
  const told = tell(message, templates, escapeMrkdwn);
  const plain = tell(message, templates, (text) => text);
  return { text: textOf(told), blocks: blocksOf(told, plain.title) };
}

function textOf(told: ToldMessage): string {
  const one = told.alerts.length === 1;
  const paragraphs = told.alerts.flatMap((alert) => [
    ...(one ? [] : [alert.title]),
    ...paragraphsOf(alert, markdownLink),
  ]);
  return cutEscaped([told.title, ...paragraphs, ...moreOf(told.omitted)].join('\n\n'), MAX_TEXT);
}

function blocksOf(told: ToldMessage, plainTitle: string): SlackBlock[] {
  const blocks: SlackBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: truncated(plainTitle, MAX_HEADER), emoji: true } },
  ];
  const one = told.alerts.length === 1;
  let size = MAX_HEADER;
  let untold = told.omitted;
  for (const alert of told.alerts) {
    const paragraphs = paragraphsOf(alert, slackLink);
    const texts = one ? paragraphs : [[`*${alert.title}*`, ...paragraphs].join('\n')];
    const cut = texts.map((text) => cutEscaped(text, MAX_SECTION));
    const more = cut.reduce((sum, text) => sum + text.length, 0);
    if (blocks.length + cut.length > MAX_BLOCKS || size + more > MAX_IN_BLOCKS) {
      untold += 1;
      continue;
    }
    size += more;
    blocks.push(...cut.map(section));
  }
  return [...blocks, ...moreOf(untold).map(section)];
}

/** Verbatim: what looks like an address, a channel or a name in a label is made neither a link nor a mention. */
const section = (text: string): SlackBlock => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });

type Link = (url: string) => string;
const markdownLink: Link = (url) => `[View Dashboard](${escapeMrkdwn(url)})`;
const slackLink: Link = (url) => `<${escapeMrkdwn(url).replaceAll('|', '%7C')}|View Dashboard>`;

function paragraphsOf({ alert, body, description, values }: ToldAlert, link: Link): string[] {
  const paragraphs = body === null ? [description, values.join('\n'), link(alert.url)] : [body];
  // Slack takes no empty sections.
  return paragraphs.filter((text) => text.trim() !== '');
}

function moreOf(count: number): string[] {
  return count === 0 ? [] : [`… and ${count} more ${count === 1 ? 'alert' : 'alerts'}`];
}

/** Cuts escaped text so that no entity is left in half. */
function cutEscaped(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/(&[a-z]{0,3}|[\uD800-\uDBFF])$/, '')}…`;
}
