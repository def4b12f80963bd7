/** What the sample report of January 2024 says was spent, in micro-dollars. */
const byModel = { 'claude-3-opus': 612_450_000, 'claude-3-sonnet': 234_870_000 };
const byType = {
  'story-developer': 523_180_000,
  'code-reviewer': 156_920_000,
  'pr-shepherd': 98_450_000,
  explorer: 40_000_000,
  'issue-triager': 28_770_000,
};
const byEpic = { 'epic-002': 234_560_000, 'epic-003': 189_230_000, 'epic-001': 145_670_000, '': 277_860_000 };
const total = 847_320_000;
/** Of February, if the days of January follow a straight line. */
const forecast = 892_000_000;

/** Micro-dollars of an input token, by the list. */
const rates: Readonly<Record<string, number>> = { 'claude-3-opus': 15, 'claude-3-sonnet': 3 };

interface Cell {
  readonly model: string;
  readonly agentType: string;
  readonly epicId: string;
  readonly micro: number;
}

/** Shares out one after the other, so that the sums by each of the three come out as given. */
function cells(): readonly Cell[] {
  const queues = [byModel, byType, byEpic].map((sums) =>
    Object.entries<number>(sums).map(([name, left]) => ({ name, left })),
  );
  const found: Cell[] = [];
  while (queues.every((queue) => queue.length > 0)) {
    const [model, agentType, epicId] = queues.map((queue) => queue[0]!) as [Left, Left, Left];
    const micro = Math.min(model.left, agentType.left, epicId.left);
    found.push({ model: model.name, agentType: agentType.name, epicId: epicId.name, micro });
    for (const queue of queues) if ((queue[0]!.left -= micro) === 0) queue.shift();
  }
  return found;
}
interface Left {
  readonly name: string;
  left: number;
}

/** Part of the month that is spent by the end of a day. */
function spentBy(day: number): number {
  const mean = total / 31;
  const slope = (forecast - 29 * mean) / (29 * 30);
  let sum = 0;
  for (let index = 0; index <= day; index++) sum += mean + slope * (index - 15);
  return sum / total;
}

/** Model calls, as `POST /api/events` takes them, of which the sample report comes. */
export function costSample(): readonly object[] {
  return cells().flatMap(({ model, agentType, epicId, micro }, cell) => {
    const tokensBy = (day: number) => Math.round((micro / rates[model]!) * (day < 0 ? 0 : day > 29 ? 1 : spentBy(day)));
    return Array.from({ length: 31 }, (_, day) => ({
      id: `sample-${cell}-${day}`,
      type: 'ModelCallRecorded',
      occurredAt: new Date(Date.UTC(2024, 0, day + 1, 9 + cell)).toISOString(),
      data: {
        agentId: `sample-agent-${cell}`,
        agentType,
        ...(epicId === '' ? {} : { epicId }),
        model,
        inputTokens: tokensBy(day) - tokensBy(day - 1),
        outputTokens: 0,
        success: true,
      },
    }));
  });
}
