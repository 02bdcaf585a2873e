import type { HostView } from '@fleet/platform';
import { portAndProtocol } from './rule-words.js';
import type { Action, UfwRuleArgs } from './rule.args.js';

export interface Tuples {
  readonly v4: readonly string[];
  readonly v6: readonly string[];
}

/** Rules as ufw keeps them, active or not: each has a line of its own that tells all of it. */
export async function readTuples(host: HostView): Promise<Tuples> {
  return {
    v4: tuplesOf(await textOf(host, '/etc/ufw/user.rules')),
    v6: tuplesOf(await textOf(host, '/etc/ufw/user6.rules')),
  };
}

/** What `ufw --dry-run` prints: the whole of each table that would change, and nothing of one that would not. */
export function foreseenTuples(output: string): Partial<Tuples> {
  const tables = output.split(/^\*filter$/m).slice(1);
  const v6 = tables.find((table) => table.includes(':ufw6-'));
  const v4 = tables.find((table) => !table.includes(':ufw6-'));
  return { ...(v4 === undefined ? {} : { v4: tuplesOf(v4) }), ...(v6 === undefined ? {} : { v6: tuplesOf(v6) }) };
}

/**
 * The lines that a rule has where it is there just as it is written. A rule that ufw writes in another way (the name of a service, a profile,
 * host bits in a network) is not found by these, and ufw itself has to be asked.
 */
export function tuplesOfRule(action: Action, want: UfwRuleArgs, ipv6: boolean): Tuples {
  const { port = 'any', proto = 'any' } = portAndProtocol(want);
  const line = (any: string): string => {
    const address = (given: string): string => (given === 'any' ? any : given);
    const comment = want.comment ? ` comment=${Buffer.from(want.comment).toString('hex')}` : '';
    const log = { no: '', new: '_log', all: '_log-all' }[want.log];
    const words = [`${want.route ? 'route:' : ''}${action}${log}`, proto, port, address(want.to)];
    return [...words, want.from_port ?? 'any', address(want.from), sideOf(want)].join(' ') + comment;
  };
  const named = `${want.from} ${want.to}`;
  return {
    v4: named.includes(':') ? [] : [line('0.0.0.0/0')],
    v6: !ipv6 || named.includes('.') ? [] : [line('::/0')],
  };
}

/** A line as people read it. */
export function tupleText(tuple: string, family: 'v4' | 'v6'): string {
  const { comment } = /(?: comment=(?<comment>[0-9a-f]+))?$/.exec(tuple)?.groups ?? {};
  const [action = '', proto = '', port = '', to = '', fromPort = '', from = '', ...rest] = tuple
    .replace(/ comment=[0-9a-f]+$/, '')
    .split(' ');
  const [side = '', application] = [rest.at(-1), rest.length > 1 ? rest[0] : undefined];
  const any = (address: string): string => (address === '0.0.0.0/0' || address === '::/0' ? 'any' : address);
  const words = [
    action.replace('route:', 'route ').replace('_', ' '),
    side.replaceAll('_', ' on ').replace('!', ' '),
    `from ${any(from)}`,
    ...(fromPort === 'any' ? [] : [`port ${fromPort}`]),
    `to ${any(to)}`,
    ...(port === 'any' ? [] : [`port ${port}`]),
    ...(proto === 'any' ? [] : [`proto ${proto}`]),
    ...(application === undefined || application === '-' ? [] : [`app ${application.replaceAll('%20', ' ')}`]),
    ...(comment === undefined ? [] : [`comment '${Buffer.from(comment, 'hex').toString('utf8')}'`]),
    ...(family === 'v6' ? ['(v6)'] : []),
  ];
  return words.join(' ');
}

function sideOf({ route, direction, interface: name, interface_out: out }: UfwRuleArgs): string {
  if (!route) return name === undefined ? direction : `${direction}_${name}`;
  const sides = [...(name === undefined ? [] : [`in_${name}`]), ...(out === undefined ? [] : [`out_${out}`])];
  return sides.join('!') || 'in';
}

function tuplesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => /^### tuple ### (.+)$/.exec(line)?.[1] ?? []);
}

export async function textOf(host: HostView, path: string): Promise<string> {
  return (await host.files.statTarget(path)) ? (await host.files.read(path)).toString('utf8') : '';
}
