import { RE2JS } from 're2js';

/** One condition of a silence or an inhibition on the labels of an alert; `alertname` is the rule's name. */
export interface AlertMatcher {
  readonly name: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

type Test = (value: string) => boolean;

const tests: Readonly<Record<AlertMatcher['op'], (value: string) => Test>> = {
  '=': (wanted) => (value) => value === wanted,
  '!=': (wanted) => (value) => value !== wanted,
  '=~': matchesWhole,
  '!~': (pattern) => {
    const matches = matchesWhole(pattern);
    return (value) => !matches(value);
  },
};

/** Regular expressions are RE2 and match the whole value, as Prometheus' do: `a` does not match `ab`. */
function matchesWhole(pattern: string): Test {
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
  return (value) => compiled.matches(value);
}

/** Whether labels meet all of the matchers; a label that is not there counts as empty. Throws for a false pattern. */
export function matcherOf(matchers: readonly AlertMatcher[]): (labels: Readonly<Record<string, string>>) => boolean {
  const compiled = matchers.map(({ name, op, value }) => ({ name, test: tests[op](value) }));
  return (labels) => compiled.every(({ name, test }) => test(Object.hasOwn(labels, name) ? labels[name]! : ''));
}

/** What is wrong with a matcher, for people; undefined where nothing is. */
export function matcherProblem({ op, value }: AlertMatcher): string | undefined {
  if (op !== '=~' && op !== '!~') return undefined;
  try {
    matchesWhole(value);
    return undefined;
  } catch (error) {
    return `is no regular expression that RE2 knows: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether the matchers leave out nothing: an alert without any of the labels that they name would match. */
export function matchesEverythingEmpty(matchers: readonly AlertMatcher[]): boolean {
  return matcherOf(matchers)({});
}

/** The labels of an alert as matchers see them: its rule's name and severity are among them. */
export function matchedLabels(alert: {
  readonly labels: Readonly<Record<string, string>>;
  readonly ruleName: string;
  readonly severity: string;
}): Readonly<Record<string, string>> {
  return { severity: alert.severity, ...alert.labels, alertname: alert.ruleName };
}
