import type { Effort } from './models.js';

/** What agents of a type do all day, as far as it can be seen from outside. */
interface Habits {
  readonly effort: Effort;
  /** Typical number of model calls. */
  readonly turns: number;
  /** Share of those that do not reach their aim. */
  readonly failing: number;
}

/** Every type of agent of the fleet, in its own words. */
export const habits = {
  story_developer: { effort: 'usual', turns: 22, failing: 0.09 },
  code_reviewer: { effort: 'usual', turns: 8, failing: 0.03 },
  issue_fixer: { effort: 'usual', turns: 10, failing: 0.08 },
  explorer: { effort: 'light', turns: 6, failing: 0.02 },
  bmad_orchestrator: { effort: 'hard', turns: 9, failing: 0.03 },
  bmad_planner: { effort: 'hard', turns: 8, failing: 0.03 },
  pr_shepherd: { effort: 'light', turns: 6, failing: 0.04 },
  pr_controller: { effort: 'light', turns: 5, failing: 0.02 },
  conflict_resolver: { effort: 'usual', turns: 7, failing: 0.12 },
  regression_tester: { effort: 'usual', turns: 9, failing: 0.07 },
  issue_triager: { effort: 'light', turns: 3, failing: 0.02 },
  background_controller: { effort: 'light', turns: 5, failing: 0.02 },
  scheduler: { effort: 'light', turns: 2, failing: 0.01 },
  doc_generator: { effort: 'light', turns: 6, failing: 0.02 },
  requirements_analyzer: { effort: 'hard', turns: 7, failing: 0.03 },
  multi_repo_coordinator: { effort: 'usual', turns: 6, failing: 0.04 },
  ci_integrator: { effort: 'light', turns: 4, failing: 0.05 },
  incident_responder: { effort: 'hard', turns: 9, failing: 0.06 },
  security_scanner: { effort: 'usual', turns: 10, failing: 0.03 },
} as const satisfies Record<string, Habits>;

export type AgentType = keyof typeof habits;
export const agentTypes = Object.keys(habits) as AgentType[];
