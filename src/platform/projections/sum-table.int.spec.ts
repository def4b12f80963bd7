import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fact, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { FoldOutput, Projection, SumOutput } from './projection.js';
import { checkProjections } from './table-ddl.js';

interface Player {
  readonly player: string;
  readonly team: string;
  readonly points: Readonly<Record<string, number>>;
}

interface TeamPoints {
  readonly team: string;
  readonly round: string;
  readonly players: number;
  readonly points: string;
}

const players: FoldOutput<Player> = {
  kind: 'fold',
  table: { name: 'players', columns: { player: 'text', team: 'text', points: 'jsonb' }, key: ['player'] },
  keys: ({ data }) => [[String(data['player'])]],
  apply(row, { type, data }, [player]) {
    if (type === 'Left') return undefined;
    const before = row ?? { player: String(player), team: 'none', points: {} };
    if (type === 'Joined') return { ...before, team: String(data['team']) };
    const round = String(data['round']);
    return { ...before, points: { ...before.points, [round]: (before.points[round] ?? 0) + Number(data['points']) } };
  },
};

const teamPoints: SumOutput<TeamPoints, Player> = {
  kind: 'sum',
  table: {
    name: 'team_points',
    columns: { team: 'text', round: 'text', players: 'bigint', points: 'numeric' },
    key: ['team', 'round'],
  },
  of: 'players',
  count: 'players',
  parts: ({ team, points }) =>
    Object.entries(points).map(([round, one]) => ({ team, round, players: 1, points: String(one) })),
};

const league = (version = 1): Projection => ({
  name: 'league',
  version,
  types: ['Joined', 'Scored', 'Left'],
  outputs: [players, teamPoints],
});

const joined = (player: string, team: string): Fact => ({ type: 'Joined', data: { player, team } });
const scored = (player: string, round: string, points: number): Fact => ({
  type: 'Scored',
  data: { player, round, points },
});
const left = (player: string): Fact => ({ type: 'Left', data: { player } });

describe('a table of sums', () => {
  let bench: ProjectionBench;

  beforeEach(async () => void (bench = await ProjectionBench.open()));
  afterEach(() => bench.close());

  const sums = () => bench.rows('select team, round, players::int, points::text from team_points order by team, round');

  it('takes the past of a row along when it moves to another key, and keeps no empty row', async () => {
    const engine = await bench.started({ projections: [league()] });
    await engine.waitFor('league', await bench.append([scored('ann', '1', 5), scored('bob', '1', 7)]), 60_000);
    expect(await sums()).toEqual([{ team: 'none', round: '1', players: 2, points: '12' }]);
    await engine.waitFor('league', await bench.append([joined('ann', 'red'), scored('ann', '2', 1)]), 60_000);
    await engine.waitFor('league', await bench.append([joined('bob', 'red'), scored('bob', '1', 2)]), 60_000);
    expect(await sums()).toEqual([
      { team: 'red', round: '1', players: 2, points: '14' },
      { team: 'red', round: '2', players: 1, points: '1' },
    ]);
    await engine.waitFor('league', await bench.append([left('ann')]), 60_000);
    expect(await sums()).toEqual([{ team: 'red', round: '1', players: 1, points: '9' }]);
  });

  it('is the sum of the rows after any history, in pages of any size, and after a rebuild', async () => {
    const player = fc.constantFrom('ann', 'bob', 'cyd');
    const fact = fc.oneof(
      fc.tuple(player, fc.constantFrom('red', 'blue')).map(([who, team]) => joined(who, team)),
      fc.tuple(player, fc.constantFrom('1', '2'), fc.integer({ min: -5, max: 9 })).map((one) => scored(...one)),
      player.map(left),
    );
    let version = 1;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        async (facts, pageSize) => {
          const position = await bench.append(facts);
          const engine = await bench.started({ projections: [league(version++)], pageSize });
          expect(await engine.waitFor('league', position, 60_000)).toBe('reached');
          await engine.awaitRebuild();
          await bench.stop();
          const naive =
            await bench.rows(`select team, p.key as round, count(*)::int as players, sum(p.value::numeric)::text as points
          from players, jsonb_each_text(points) p group by 1, 2 order by 1, 2`);
          expect(await sums()).toEqual(naive);
        },
      ),
      { numRuns: 12 },
    );
  });

  it.each([
    ['a fold that there is not', { ...teamPoints, of: 'teams' }, /sums teams, which is no fold/],
    ['a count that is none of its sums', { ...teamPoints, count: 'team' as const }, /team is none of its sums/],
    [
      'a column that cannot be summed',
      {
        ...teamPoints,
        table: { ...teamPoints.table, columns: { ...teamPoints.table.columns, points: 'jsonb' as const } },
      },
      /points is jsonb, of which there is no sum/,
    ],
  ])('refuses %s', (_what, output, message) => {
    const outputs = [players, output as typeof teamPoints];
    expect(() => checkProjections([{ ...league(), outputs }])).toThrow(message);
  });
});
