import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { SinkSettings } from '@fleet/config';

/** What this process may do about accounts. */
export interface OwnRights {
  readonly uid: number;
  readonly account: string;
  /** What any program that it starts can have at most. */
  readonly capabilities: bigint;
}

/** Numbers of capabilities, as the kernel counts them. */
const needed = { CAP_SETGID: 6n, CAP_SETUID: 7n };

export function ownRights(): OwnRights {
  const [, bounding = '0'] = /^CapBnd:\s+([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return { uid: process.getuid?.() ?? 0, account: accountName(), capabilities: BigInt(`0x${bounding}`) };
}

/** In a container an account need not have a name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

/**
 * Why programs of sinks cannot be run as the accounts that they name, with the way out; `undefined` where they can. It is told when the master starts,
 * where somebody looks: the first event may come in a week.
 */
export function accountProblem(sinks: readonly SinkSettings[], rights: OwnRights): string | undefined {
  const others = sinks.filter(({ to }) => to.kind === 'command' && to.user !== undefined && to.user !== rights.account);
  const [first] = others;
  if (!first) return undefined;
  const settings = others.map(({ name }) => `sinks.${name}.command.user`).join(', ');
  if (rights.uid !== 0)
    return `${settings}: only a master that runs as root can run programs as other accounts; leave \`user\` out, or run the master as root`;
  const missing = Object.entries(needed).flatMap(([name, bit]) => ((rights.capabilities >> bit) & 1n ? [] : [name]));
  if (missing.length === 0) return undefined;
  return `${settings}: this master may not become another account: ${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing. Leave \`user\` out, or allow it: systemctl edit fleet-master, with the two lines

    [Service]
    CapabilityBoundingSet=CAP_SETUID CAP_SETGID

and then systemctl restart fleet-master`;
}
