import { readKnownHost, type KnownHost } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export interface Scan {
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly enc?: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Asks a host for its keys: what it answers proves nothing by itself. */
export async function scan(host: HostView, want: Scan, context: FunctionContext): Promise<KnownHost[]> {
  const type = want.enc === undefined ? [] : ['-t', keyTypeOfHost(want.enc).replace(/^ssh-|-sha2.*$/g, '')];
  const port = want.port === undefined ? [] : ['-p', String(want.port)];
  const seconds = String(Math.max(1, Math.ceil(want.timeout / 1000)));
  const words = ['ssh-keyscan', ...port, '-T', seconds, ...type, '--', want.hostname] as [string, ...string[]];
  const result = await host.commands.probe(words, { timeout: want.timeout + 10_000, signal: context.signal });
  const keys = result.stdout.split('\n').flatMap((line) => readKnownHost(line) ?? []);
  if (keys.length === 0)
    throw new FunctionRefused(
      'failed',
      `${want.hostname} did not tell its key: ${result.stderr.trim() || 'no answer'}`,
    );
  return keys;
}

/** @throws FunctionRefused `bad-arguments` */
export function keyTypeOfHost(enc: string): string {
  if (!/^[\w@.-]+$/.test(enc) || enc.startsWith('-'))
    throw new FunctionRefused('bad-arguments', `\`enc\`: ${enc} is not a type of key, such as ssh-ed25519`);
  if (/^(ssh-|ecdsa-|sk-)/.test(enc)) return enc;
  return enc === 'ecdsa' ? 'ecdsa-sha2-nistp256' : `ssh-${enc === 'dsa' ? 'dss' : enc}`;
}
