import { FunctionRefused } from '../definition.js';
import type { Action, UfwRuleArgs } from './rule.args.js';

/** `22/tcp` is a port and a protocol. */
export function portAndProtocol(want: UfwRuleArgs): { port?: string; proto?: string } {
  const [port, proto = want.proto] = want.port?.split('/') ?? [];
  return { ...(port === undefined ? {} : { port }), ...(proto === undefined ? {} : { proto }) };
}

/**
 * The words of a rule as ufw's own long form has them, without the program. Each word is checked to be what it stands for: ufw reads
 * its words by what they are, so that a strange one would mean another rule.
 * @throws FunctionRefused `bad-arguments`
 */
export function ruleWords(action: Action, want: UfwRuleArgs, what: 'add' | 'delete' = 'add'): string[] {
  const { port, proto } = portAndProtocol(want);
  demand(
    want.proto === undefined || want.port?.includes('/') !== true,
    '`port` names the protocol already: leave `proto` out',
  );
  demand(port === undefined || /^\w[\w,:.+-]*$/.test(port), `\`port\`: ${want.port ?? ''} is not a port`);
  demand(
    want.from_port === undefined || /^\w[\w,:.+-]*$/.test(want.from_port),
    `\`from_port\`: ${want.from_port ?? ''} is not a port`,
  );
  demand(proto === undefined || /^[a-z][a-z0-9]*$/.test(proto), `\`proto\`: ${proto ?? ''} is not a protocol`);
  for (const side of ['from', 'to'] as const)
    demand(
      /^(?:any|[0-9a-f][0-9a-f.:]*(?:\/[0-9.]+)?|::[0-9a-f.:]*(?:\/\d+)?)$/i.test(want[side]),
      `\`${side}\`: ${want[side]} is neither an address nor a network`,
    );
  for (const name of ['interface', 'interface_out'] as const)
    demand(
      /^[a-z][\w.@+-]{0,14}$/i.test(want[name] ?? 'eth0'),
      `\`${name}\`: ${want[name] ?? ''} is not the name of a network interface`,
    );
  demand(want.app === undefined || port === undefined, '`app` stands for the port: give one of both');
  demand(want.app === undefined || /^[a-z0-9][\w .+-]*$/i.test(want.app), '`app` is not the name of a profile');
  demand(want.interface_out === undefined || want.route, '`interface_out` is for what is routed: set `route: True`');
  demand(!/[\x00-\x1f\x7f']/.test(want.comment ?? ''), '`comment` must not hold control characters or single quotes');
  demand(
    want.insert === undefined || want.insert === 'first' || /^[1-9]\d{0,4}$/.test(want.insert),
    '`insert` must be the number of a rule, or first',
  );
  return [
    ...(want.route ? ['route'] : []),
    ...(what === 'delete' ? ['delete'] : place(want.insert)),
    action,
    ...sides(want),
    ...(want.log === 'no' ? [] : [want.log === 'all' ? 'log-all' : 'log']),
    ...['from', want.from],
    ...(want.from_port === undefined ? [] : ['port', want.from_port]),
    ...['to', want.to],
    ...(port === undefined ? [] : ['port', port]),
    ...(want.app === undefined ? [] : ['app', want.app]),
    ...(proto === undefined ? [] : ['proto', proto]),
    ...(want.comment === undefined || what === 'delete' ? [] : ['comment', want.comment]),
  ];
}

function place(insert: string | undefined): string[] {
  if (insert === undefined) return [];
  return insert === 'first' ? ['prepend'] : ['insert', insert];
}

function sides({ route, direction, interface: name, interface_out: out }: UfwRuleArgs): string[] {
  if (!route) return [direction, ...(name === undefined ? [] : ['on', name])];
  return [...(name === undefined ? [] : ['in', 'on', name]), ...(out === undefined ? [] : ['out', 'on', out])];
}

function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new FunctionRefused('bad-arguments', sentence);
}
