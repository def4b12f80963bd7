import { changeMembers, join } from './grouping.js';
import type { ChannelRow, NotificationRow } from './routing-rows.js';
import type { RoutingTurn } from './routing-turn.js';

/** How long a failing channel may keep what is not urgent to itself. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Has what a message tells told over another channel, ends too. Who is told there already is not told again: what was
 * handed over once, or is the other channel's own, has its end told there by itself.
 */
export function tellInstead(turn: RoutingTurn, { groups }: NotificationRow, instead: ChannelRow): void {
  for (const { key, firing, resolved } of groups) {
    const ends = resolved.filter((id) => {
      const known = turn.alerts.get(id)?.channels.includes(instead.name) === true;
      return !known && turn.members(key).get(id)?.handedOver !== true;
    });
    for (const alertId of firing) join(turn, alertId, instead, { told: false, news: null }, turn.at);
    for (const alertId of ends) join(turn, alertId, instead, { told: true, news: null }, turn.at);
    changeMembers(turn, key, [...firing, ...ends], { handedOver: true });
  }
}

/**
 * Has what waits for failing channels told over their fallbacks as well, once; what is urgent at once. It goes on being
 * tried over its own channel. Gives the channels that have something to tell now.
 */
export function tellOverFallbacks(turn: RoutingTurn): readonly string[] {
  const used = new Set<string>();
  for (const [id, row] of turn.notifications.all()) {
    const due = fallbackDue(turn, row);
    if (due === undefined || due > turn.at) continue;
    const instead = fallbackOf(turn, row);
    if (!instead) continue;
    turn.notifications.set(id, { ...row, fellBack: true });
    tellInstead(turn, row, instead);
    used.add(instead.channelId);
  }
  return [...used];
}

/** When a message is to go over its channel's fallback as well; undefined: not as things are. */
export function fallbackDue(turn: RoutingTurn, row: NotificationRow): number | undefined {
  const since = turn.channels.get(row.channelId)?.failingSince;
  if (since === undefined || row.fellBack || row.groups.length === 0 || !fallbackOf(turn, row)) return undefined;
  return isUrgent(turn, row) ? since : since + PATIENCE_MS;
}

function fallbackOf(turn: RoutingTurn, { channelId }: NotificationRow): ChannelRow | undefined {
  const name = turn.channels.get(channelId)?.fallback ?? null;
  const instead = name === null ? undefined : turn.channelNamed(name);
  return instead?.enabled ? instead : undefined;
}

function isUrgent(turn: RoutingTurn, { groups }: NotificationRow): boolean {
  return groups.some(({ firing, resolved }) =>
    [...firing, ...resolved].some((id) => {
      const severity = turn.alerts.get(id)?.severity;
      return severity === 'critical' || severity === 'error';
    }),
  );
}
