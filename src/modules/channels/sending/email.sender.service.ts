import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { z } from 'zod';
import { OutboundFailure } from '../../../platform/outbound/outbound-failure.js';
import { OutboundSockets } from '../../../platform/outbound/outbound-socket.js';
import { emailConfig } from '../domain/channel-settings.js';
import { renderEmail } from '../domain/render-email.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import { type AttemptOutcome, outcomeOfFailure } from './answer-outcome.js';
import { EMAIL_TIMEOUT_MS } from './email-timeout.js';
import type { Delivery, KindSender } from './kind-sender.js';
import { outcomeOfSmtpError } from './smtp-outcome.js';

/** Sends mail by SMTP. The socket is ours, so that the host is judged as those of other kinds are. */
@Injectable()
export class EmailSender implements KindSender {
  readonly kind = 'email';

  constructor(
    private readonly sockets: OutboundSockets,
    private readonly secrets: ChannelSecrets,
    @Inject(EMAIL_TIMEOUT_MS) private readonly timeoutMs: number,
  ) {}

  async deliver(delivery: Delivery): Promise<AttemptOutcome> {
    const config = emailConfig.parse(delivery.channel.config);
    const password = (await this.secrets.of(delivery, 'password')) ?? '';
    const deadline = AbortSignal.timeout(this.timeoutMs);
    const signal = AbortSignal.any([delivery.signal, deadline]);
    try {
      const socket = await this.sockets.connect({ host: config.host, port: config.port, signal });
      // Until it is closed, the signal ends it: no step of the exchange outlives the time.
      socket.on('error', () => undefined);
      try {
        return await send(config, password, delivery, socket);
      } finally {
        socket.destroy();
      }
    } catch (error) {
      if (deadline.aborted) return outcomeOfFailure(new OutboundFailure('TIMEOUT'));
      return outcomeOfSmtpError(error);
    }
  }
}

type EmailConfig = z.infer<typeof emailConfig>;

async function send(
  config: EmailConfig,
  password: string,
  { channel, message }: Delivery,
  connection: Awaited<ReturnType<OutboundSockets['connect']>>,
): Promise<AttemptOutcome> {
  const transport = createTransport({
    host: config.host,
    port: config.port,
    secure: config.security === 'tls',
    requireTLS: config.security === 'starttls',
    ignoreTLS: config.security === 'none',
    tls: { rejectUnauthorized: config.verifyCertificate },
    ...(config.username === null ? {} : { auth: { user: config.username, pass: password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    connection,
  });
  try {
    const sent = await transport.sendMail({
      from: config.from,
      to: config.to,
      ...renderEmail(message, channel.templates),
      ...threadOf(message.groupKey, message.id, config.from),
    });
    const rejected = sent.rejected?.length ?? 0;
    const accepted = sent.accepted?.length ?? 0;
    return {
      status: 'delivered',
      detail: rejected === 0 ? `to ${accepted}` : `to ${accepted}, refused for ${rejected} of the addresses`,
    };
  } finally {
    transport.close();
  }
}

/** Mails of one group refer to a message that never was, which is enough for programs to show them as one thread. */
function threadOf(groupKey: string, id: string, from: string) {
  const domain = /@([^\s<>@]+?)>?$/.exec(from)?.[1] ?? 'localhost';
  const root = `<${createHash('sha256').update(groupKey).digest('hex').slice(0, 32)}@${domain}>`;
  return {
    messageId: `<${id.replace(/[^\w.-]/g, '')}@${domain}>`,
    inReplyTo: root,
    references: [root],
    // Nobody is to answer it with a note of absence.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
