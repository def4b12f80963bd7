import type { ChannelData } from '../../../events/channel.events.js';
import type { FieldProblem } from '../../../kernel/domain-error.js';
import { invalidChannel } from './channel-settings.js';
import { parseTemplate, TemplateProblem } from './template.js';

/** Refuses templates that name what there is not, and two for one severity. */
export function checkTemplates(templates: ChannelData['templates']): void {
  const problems: FieldProblem[] = [];
  for (const [index, template] of templates.entries()) {
    const twin = templates.findIndex(({ severity }) => severity === template.severity);
    if (twin < index) {
      problems.push({ field: `templates.${index}.severity`, message: `has a template already, templates.${twin}` });
    }
    for (const part of ['title', 'body'] as const) {
      const problem = problemOf(template[part]);
      if (problem !== undefined) problems.push({ field: `templates.${index}.${part}`, message: problem });
    }
  }
  if (problems.length > 0) throw invalidChannel(problems);
}

function problemOf(text: string | null): string | undefined {
  if (text === null) return undefined;
  try {
    parseTemplate(text);
    return undefined;
  } catch (error) {
    if (error instanceof TemplateProblem) return error.message;
    throw error;
  }
}
