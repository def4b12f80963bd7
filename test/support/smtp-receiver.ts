import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface SmtpReceiver {
  readonly port: number;
  readonly received: readonly ParsedMail[];
  close(): Promise<void>;
}

/** A mail server on loopback that keeps what it is sent. Without options it takes everything, in clear. */
export async function startSmtpReceiver(options: SMTPServerOptions = {}): Promise<SmtpReceiver> {
  const received: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, callback) => {
      simpleParser(stream, (error: unknown, mail: ParsedMail) => {
        if (!error) received.push(mail);
        callback(error as Error | null);
      });
    },
    ...options,
  });
  // Clients that go away in the middle are what is being tested.
  server.on('error', () => undefined);
  const listener = await new Promise<ReturnType<SMTPServer['listen']>>((resolve) => {
    const started = server.listen(0, '127.0.0.1', () => resolve(started));
  });
  return {
    port: (listener.address() as { port: number }).port,
    received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The refusal of a command by a code of SMTP. */
export const smtpRefusal = (responseCode: number) => Object.assign(new Error('refused hunter2'), { responseCode });
