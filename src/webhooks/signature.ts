import { createHmac } from 'node:crypto';

/** Bytes of a secret: Standard Webhooks 1.0 asks for 24 to 64. */
const SECRET_BYTES = 32;
const PREFIX = 'whsec_';

/** Draws a secret; `random` gives that many unpredictable bytes. */
export function drawSecret(random: (size: number) => Buffer): string {
  return `${PREFIX}${random(SECRET_BYTES).toString('base64')}`;
}

/** What is signed: one message at one moment. */
export interface Signed {
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers of a message (Standard Webhooks 1.0): its id, when it is sent in seconds, and one signature for each
 * secret, so that a receiver may have changed over to the new one or not.
 */
export function signatureHeaders(
  { id, sentAt, body }: Signed,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1_000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
