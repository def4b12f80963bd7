import { describe, expect, it } from 'vitest';
import { parseTemplate, renderTemplate, type TemplateFacts, templatePaths, TemplateProblem } from './template.js';

const facts = {
  ...Object.fromEntries(templatePaths.map((path) => [path, `<${path}>`])),
  value: '0.35',
  resolvedAt: '',
  triggeredAt: '2024-01-15T14:32:00.000Z',
  labels: { team: 'core & co', 'a.b': 'dotted', constructor: 'mine' },
  annotations: { note: 'say "hi"' },
} as unknown as TemplateFacts;
const render = (text: string, escape = (value: string) => value) => renderTemplate(parseTemplate(text), facts, escape);
const problemOf = (text: string) => {
  try {
    parseTemplate(text);
  } catch (error) {
    if (error instanceof TemplateProblem) return `${error.position} ${error.message}`;
    throw error;
  }
  return 'none';
};

describe('a template', () => {
  it.each([
    ['no placeholder', 'no placeholder'],
    ['', ''],
    ['{{rule}} and {{ severity }}', '<rule> and <severity>'],
    ['{{labels.team}} {{labels.a.b}} {{annotations.note}}', 'core & co dotted say "hi"'],
    ['{{labels.missing}}|{{resolvedAt}}', '|'],
    ['{{labels.missing|default:"nobody"|upper}}', 'NOBODY'],
    ['{{labels.missing|default:"a|b \\"c\\""}}', 'a|b "c"'],
    ['{{value|percent}}', '35%'],
    ['{{value|humanize}}', '350m'],
    ['{{rule|percent}}', '<rule>'],
    ['{{triggeredAt|date}}', '2024-01-15 14:32:00 UTC'],
    ['{{rule|date}}', '<rule>'],
    ['{{labels.team|truncate:5}}', 'core…'],
    ['{{annotations.note|json}}', '"say \\"hi\\""'],
    ['{{shown.value}} {{count.firing}}', '<shown.value> <count.firing>'],
    ['one } and { two }} ', 'one } and { two }} '],
  ])('%s becomes %s', (text, rendered) => {
    expect(render(text)).toBe(rendered);
  });

  it('shows durations of seconds', () => {
    const template = parseTemplate('{{value|duration}}');
    expect(renderTemplate(template, { ...facts, value: '5400' }, (text) => text)).toBe('1h30m');
  });

  it.each([
    ['{{nothing}}', /^3 unknown name `nothing`; there are rule, /],
    ['ab {{ constructor }}', /^6 unknown name `constructor`/],
    ['{{labels.__proto__.x|constructor}}', /^22 unknown filter `constructor`/],
    ['{{rule|shout}}', /^8 unknown filter `shout`; there are upper, /],
    ['{{rule|upper|shout}}', /^14 unknown filter `shout`/],
    ['{{rule|truncate}}', /^8 `truncate` is written `truncate:100`/],
    ['{{rule|default:5}}', /^8 `default` is written `default:"text"`/],
    ['{{rule|upper:"x"}}', /^8 `upper` is written `upper`/],
    ['{{rule', /^1 `{{` is never closed/],
    ['{{}}', /^3 unknown name ``/],
  ])('%s is refused where it is wrong', (text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  });

  it('reaches nothing but the facts', () => {
    expect(render('{{labels.constructor}}{{labels.toString}}{{annotations.__proto__}}')).toBe('mine');
  });

  it('escapes what is filled in and not what it says itself', () => {
    expect(render('<b>{{labels.team}}</b>', (text) => text.replaceAll('&', '&amp;'))).toBe('<b>core &amp; co</b>');
  });

  it('has an end', () => {
    expect(render('{{labels.team}}'.repeat(2_000))).toHaveLength(8_000);
  });

  it('is read in time that grows with its length only', () => {
    expect(problemOf('{{rule|default:"'.padEnd(20_000, '"|"'))).not.toBe('none');
    expect(problemOf(`{{rule|${'"'.repeat(19_000)}}}`)).not.toBe('none');
  });
});
