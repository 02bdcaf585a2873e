import { createHmac } from 'node:crypto';
import type { Host } from '@fleet/platform';
import type { WebhookTarget } from '@fleet/protocol';
import { certificateTrouble } from './certificate-trouble.js';
import { NotDelivered, type Delivery } from './deliveries.js';
import { deliveryName, eventText } from './event-text.js';

/** Bytes of a secret. */
const secretLimit = 4096;

/** One POST. A redirect is not followed: events go where the configuration says, and nowhere else. */
export async function postWebhook(
  { network, files }: Pick<Host, 'network' | 'files'>,
  target: WebhookTarget,
  { sink, events, batch, attempt }: Delivery,
): Promise<void> {
  const body = batch ? `{"events":[${events.map(eventText).join(',')}]}` : events.map(eventText).join('');
  const timestamp = Math.floor(Date.now() / 1000);
  const secret = target.secretFile === undefined ? undefined : await readSecret(files, target.secretFile);
  const headers = {
    ...target.headers,
    'content-type': 'application/json',
    'x-fleet-sink': sink,
    'x-fleet-delivery': deliveryName(events),
    'x-fleet-attempt': String(attempt),
    'x-fleet-timestamp': String(timestamp),
    ...(secret && { 'x-fleet-signature': `v1=${signature(secret, timestamp, body)}` }),
  };
  const tls = target.caFile === undefined ? {} : { tls: { ca: await files.read(target.caFile) } };
  const { timeout } = target;
  const asked = { method: 'POST', body, headers, timeout, onlyStatus: true, followRedirects: false, ...tls } as const;
  const { status } = await network.request(target.url, asked).catch((error: unknown) => {
    const trouble = certificateTrouble(error, target);
    throw trouble === undefined ? error : new NotDelivered(trouble, { cause: error });
  });
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400)
    throw new NotDelivered(
      `it answered ${status}, a redirect, which is not followed: name the address that it leads to`,
    );
  throw new NotDelivered(`it answered ${status}`);
}

/** Of what the receiver gets: the seconds since 1970, a dot, and the body as it is. */
export function signature(secret: Uint8Array, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

async function readSecret(files: Host['files'], path: string): Promise<Uint8Array> {
  const stats = await files.statTarget(path);
  if (stats && (stats.mode & 0o007) !== 0)
    throw new NotDelivered(`${path} can be read or written by everybody: chmod 600 mends that; nothing was sent`);
  const text = (await files.read(path, { limit: secretLimit })).toString('utf8').trim();
  if (text === '') throw new NotDelivered(`${path} is empty; nothing was sent`);
  return Buffer.from(text);
}
