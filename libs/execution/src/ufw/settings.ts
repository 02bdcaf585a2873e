import type { HostView } from '@fleet/platform';
import { textOf } from './rules-files.js';

export const directions = ['incoming', 'outgoing', 'routed'] as const;
export type Direction = (typeof directions)[number];

export interface Settings {
  /** Whether it is switched on at boot. */
  readonly enabled: boolean;
  readonly ipv6: boolean;
  readonly logging: string;
  /** What happens to what no rule is about: allow, deny or reject. */
  readonly policies: Readonly<Record<Direction, string>>;
}

const words: Readonly<Record<string, string>> = { ACCEPT: 'allow', DROP: 'deny', REJECT: 'reject' };

/** What ufw is set to, whether it is active or not. */
export async function readSettings(host: HostView): Promise<Settings> {
  const own = variablesOf(await textOf(host, '/etc/ufw/ufw.conf'));
  const usual = variablesOf(await textOf(host, '/etc/default/ufw'));
  const policy = (name: string): string => words[usual.get(`DEFAULT_${name}_POLICY`) ?? ''] ?? 'unknown';
  return {
    enabled: own.get('ENABLED')?.toLowerCase() === 'yes',
    ipv6: usual.get('IPV6')?.toLowerCase() === 'yes',
    logging: own.get('LOGLEVEL') ?? 'off',
    policies: { incoming: policy('INPUT'), outgoing: policy('OUTPUT'), routed: policy('FORWARD') },
  };
}

function variablesOf(text: string): Map<string, string> {
  const found = [...text.matchAll(/^\s*(\w+)=["']?([^"'\n]*)["']?\s*$/gm)];
  return new Map(found.map(([, name = '', value = '']) => [name, value]));
}
