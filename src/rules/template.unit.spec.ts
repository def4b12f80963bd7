import { describe, expect, it } from 'vitest';
import { checkTemplate, expandTemplate } from './template.js';

const context = { labels: { i: 'host a-b', queue: 'pr_queue', 'odd-name': 'x' }, value: 1_500_000.5 };
const at = (value: number, text: string) => expandTemplate(text, { ...context, value });
const expanded = (text: string) => expandTemplate(text, context);

/** What Prometheus' promtool answers for the same texts and values. */
const HUMANIZED =
  '{{ $value }}|{{ $value | humanize }}|{{ $value | humanize1024 }}|{{ $value | humanizeDuration }}' +
  '|{{ $value | humanizePercentage }}|{{ $value | humanizeTimestamp }}';

describe('numbers in a template', () => {
  it.each([
    [1_500_000.5, '1.5000005e+06|1.5M|1.431Mi|17d 8h 40m 0s|1.5e+08%|1970-01-18 08:40:00.5 +0000 UTC'],
    [0.00001234, '1.234e-05|12.34u|1.234e-05|12.34us|0.001234%|1970-01-01 00:00:00 +0000 UTC'],
    [1_000_000, '1e+06|1M|976.6ki|11d 13h 46m 40s|1e+08%|1970-01-12 13:46:40 +0000 UTC'],
    [
      -123_456_789.123,
      '-1.23456789123e+08|-123.5M|-117.7Mi|-1428d 21h 33m 9s|-1.235e+10%|1966-02-02 02:26:50.877 +0000 UTC',
    ],
    [NaN, 'NaN|NaN|NaN|NaN|NaN%|NaN'],
    [Infinity, '+Inf|+Inf|+Inf|+Inf|+Inf%|+Inf'],
    [0, '0|0|0|0s|0%|1970-01-01 00:00:00 +0000 UTC'],
    [75.5, '75.5|75.5|75.5|1m 15s|7550%|1970-01-01 00:01:15.5 +0000 UTC'],
  ])('%d', (value, text) => {
    expect(at(value, HUMANIZED)).toBe(text);
  });

  it('are printed as Go prints them', () => {
    const text =
      '{{ printf "%.2f|%5.1f|%e|%g|%v|%d|%s|%q|%x|%%|%6s|%-6s|" $value $value $value $value $value $value "a" "b" "c" "d" "e" }}' +
      '{{ printf "%f" }}{{ printf "a" 1 }}{{ printf "%d %v %s" 5 6 7 }}';
    expect(at(1_500_000.5, text)).toBe(
      '1500000.50|1500000.5|1.500000e+06|1.5000005e+06|1.5000005e+06|%!d(float64=1.5000005e+06)|a|"b"|63|%|     d|e     |' +
        '%!f(MISSING)a%!(EXTRA int=1)5 6 %!s(int=7)',
    );
    expect(at(0.00001234, text)).toContain('0.00|  0.0|1.234000e-05|1.234e-05|1.234e-05|');
    expect(at(3e22, '{{ printf "%.2f %g" $value $value }}')).toBe('30000000000000000000000.00 3e+22');
  });
});

describe('texts in a template', () => {
  it.each([
    ['no action at all: { }} }', 'no action at all: { }} }'],
    ['{{ $labels.i | title }}|{{ .Labels.i | toUpper }}|{{toLower "ABC"}}', 'Host A-B|HOST A-B|abc'],
    ['{{ reReplaceAll "h(.)" "<$1>" $labels.i }}', '<o>st a-b'],
    ['{{ reReplaceAll "(?P<all>.+)_queue" "${all} of $nobody$$" $labels.queue }}', 'pr of $'],
    ['{{ match "h.*" "hello" }} {{ $labels.nosuch }}.{{ index $labels "odd-name" }}', 'true .x'],
    ['{{ index $labels "constructor" }}{{ $labels.toString }}', ''],
    ['{{ stripPort "h:90" }} {{ stripDomain "a.b.c:90" }} {{ len "abc" }}', 'h a:90 3'],
    ['a {{- " x " -}}  b', 'a x b'],
    ['{{ print 1 2 "a" "b" 3.0 }}', '1 2ab3'],
    ['{{ urlquery "a b&c" }} {{ true }} {{ 1e6 }} {{ 100 }} {{ `raw "x"` }}', 'a+b%26c true 1e+06 100 raw "x"'],
    ['{{ printf "%s" (toUpper $labels.queue) }}{{/* not shown */}}', 'PR_QUEUE'],
    ['{{ "a" | printf "%s-%s" "b" }}', 'b-a'],
  ])('%s', (text, answer) => {
    expect(expanded(text)).toBe(answer);
  });

  it('shows all labels in order', () => {
    expect(expanded('{{ $labels }}')).toBe('map[i:host a-b odd-name:x queue:pr_queue]');
  });
});

describe('a template that is none', () => {
  it.each([
    ['{{ range query "up" }}x{{ end }}', /range/],
    ['{{ if $value }}x{{ end }}', /if.* is not supported/],
    ['{{ query "up" }}', /function query is not supported/],
    ['{{ humanise $value }}', /function humanise is not known; there are .*humanize/],
    ['{{ $value', /not closed/],
    ['{{ }}', /nothing between/],
    ['{{ $externalLabels.x }}', /there are \$value, \$labels/],
    ['{{ $labels.a.b }}', /\$labels\.a\.b is not known/],
    ['{{ $value | }}', /missing/],
    ['{{ $value "x" }}', /only a function/],
    ['{{ (print "a" }}', /not closed/],
    ['{{ print toUpper "a" }}', /parentheses/],
    ['{{ humanize }}', /takes 1 argument, not 0/],
    ['{{ "\\q" }}', /escape/],
    ['{{ $value ? }}', /unexpected \?/],
  ])('is refused at save: %s', (text, message) => {
    expect(() => checkTemplate(text)).toThrow(message);
    expect(expanded(text)).toMatch(/^<error expanding template: /);
  });

  it('says where', () => {
    const text = 'so {{ query "up" }}';
    try {
      checkTemplate(text);
      expect.unreachable();
    } catch (error) {
      const { span } = error as { span: { from: number; to: number } };
      expect(text.slice(span.from, span.to)).toBe('query');
    }
  });

  it('and one that fails only with these values say so in place of the text', () => {
    expect(expanded('{{ "x" | humanize }}')).toBe('<error expanding template: humanize: "x" is no number>');
    expect(expanded('{{ $value | toUpper }}')).toMatch(
      /^<error expanding template: toUpper: 1\.5000005e\+06 is no text/,
    );
    expect(expanded('{{ match "(" "x" }}')).toMatch(/^<error expanding template: match: .* no regular expression/);
  });

  it('tells whether it uses the value', () => {
    expect(checkTemplate('{{ $labels.i }}').usesValue).toBe(false);
    expect(checkTemplate('{{ printf "%v" (humanize .Value) }}').usesValue).toBe(true);
  });
});
