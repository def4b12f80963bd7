import { z } from 'zod';
import type { ChannelKind } from '../../../kernel/alert-vocabulary.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { parseDuration } from '../../../kernel/duration-text.js';
import { fieldProblems } from '../../../kernel/field-problems.js';

/** Text of one line: none of it may end a header and begin another. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, 'must not contain control characters');

const mailAddress = line(320).regex(
  /^(?:[^<>]{0,200}<)?[^\s<>@,;:"]{1,64}@[^\s<>@,;:"]{1,255}>?$/,
  'is not a mail address',
);
const host = line(253).regex(/^[A-Za-z0-9._:[\]-]+$/, 'is not a host; give a name or an address without port');
const webAddress = line(2_000);

export const emailConfig = z.strictObject({
  host,
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls`: encrypted after a plain greeting, or not at all; `tls`: from the start; `none`: in clear. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  /** Whether the certificate must be one that is trusted here. */
  verifyCertificate: z.boolean().default(true),
  from: mailAddress,
  /** One, several with commas between, or a list. */
  to: z.preprocess(
    (given) => (typeof given === 'string' ? given.split(',').map((address) => address.trim()) : given),
    z.array(mailAddress).min(1).max(50),
  ),
  username: line(320).nullable().default(null),
});

export const pagerDutyConfig = z.strictObject({
  region: z.enum(['us', 'eu']).default('us'),
  /** Where events go instead, as through a proxy of one's own. */
  url: webAddress.nullable().default(null),
});

export const webhookConfig = z.strictObject({ format: z.enum(['standard', 'alertmanager']).default('standard') });

const EXPIRES_AFTER = 'must be from 5m to 30d, as in 12h: longer than the time between two repetitions of a message';

export const alertmanagerConfig = z.strictObject({
  /** Without `/api/v2/alerts`. */
  url: webAddress,
  username: line(320).nullable().default(null),
  /** After how long without a message Alertmanager takes a firing alert for over. */
  expiresAfter: z
    .string()
    .max(20)
    .refine((text) => within(parseDuration(text), 300_000, 30 * 86_400_000), EXPIRES_AFTER)
    .default('12h'),
});

const secretLine = line(4_000);
const routingKey = z.string().regex(/^[A-Za-z0-9]{32}$/, 'must be the 32 letters and digits of an integration');
const signingSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64');

interface KindSettings {
  readonly config: z.ZodType<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly schema: z.ZodType<string>; readonly required: boolean }>>;
}

const required = (schema: z.ZodType<string>) => ({ schema, required: true });
const optional = (schema: z.ZodType<string>) => ({ schema, required: false });

/** What each kind is set up with. Addresses that let everybody who knows them send are secrets. */
export const channelSettings: Readonly<Record<ChannelKind, KindSettings>> = {
  slack: { config: z.strictObject({}), secrets: { url: required(webAddress) } },
  email: { config: emailConfig, secrets: { password: optional(secretLine) } },
  pagerduty: { config: pagerDutyConfig, secrets: { routingKey: required(routingKey) } },
  webhook: {
    config: webhookConfig,
    secrets: {
      url: required(webAddress),
      signingSecret: optional(signingSecret),
      authorization: optional(secretLine),
    },
  },
  alertmanager: {
    config: alertmanagerConfig,
    secrets: { password: optional(secretLine), token: optional(secretLine) },
  },
};

/** The config of the kind, complete; throws with every problem. */
export function checkedConfig(kind: ChannelKind, config: unknown): Record<string, unknown> {
  const parsed = channelSettings[kind].config.safeParse(config);
  if (parsed.success) return parsed.data;
  throw invalidChannel(
    fieldProblems(parsed.error.issues).map(({ field, message }) => ({
      field: field === '$' || field === '' ? 'config' : `config.${field}`,
      message,
    })),
  );
}

/** Checks secrets that are given (null: taken away) with those that are there already. Never quotes one. */
export function checkSecrets(
  kind: ChannelKind,
  given: Readonly<Record<string, string | null>>,
  present: readonly string[],
): void {
  const known = channelSettings[kind].secrets;
  const problems: FieldProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!field) {
      problems.push({
        field: `secrets.${name}`,
        message: `is no secret of ${kind}; there are ${Object.keys(known).join(', ')}`,
      });
      continue;
    }
    const parsed = value === null ? undefined : field.schema.safeParse(value);
    for (const { message } of parsed?.error?.issues ?? []) problems.push({ field: `secrets.${name}`, message });
  }
  for (const [name, field] of Object.entries(known)) {
    const there = given[name] === undefined ? present.includes(name) : given[name] !== null;
    if (field.required && !there) problems.push({ field: `secrets.${name}`, message: `is missing; ${kind} needs it` });
  }
  if (problems.length > 0) throw invalidChannel(problems);
}

export function invalidChannel(problems: readonly FieldProblem[]): DomainError {
  const text = problems.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new DomainError('CHANNEL_INVALID', text, { fault: 'invalid', fields: problems });
}

const within = (ms: number | undefined, least: number, most: number) => ms !== undefined && ms >= least && ms <= most;
