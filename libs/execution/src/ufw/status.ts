import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askUfw } from './run-ufw.js';
import { readSettings } from './settings.js';

export const status = defineFunction({
  name: 'ufw.status',
  doc: 'Whether the firewall is active and enabled at boot, its policies and its level of logging, and the rules in force with their numbers.',
  args: NoArgs,
  example: 'ufw.status',
  looks: true,
  async run(host) {
    const said = await askUfw(host, 'status', 'numbered');
    const { enabled, logging, policies } = await readSettings(host);
    return fromPlain({
      active: /^Status: active$/m.test(said),
      enabled,
      logging,
      default: policies,
      rules: rulesInForce(said),
    });
  },
});

interface RuleInForce {
  readonly number: number;
  readonly to: string;
  readonly action: string;
  readonly direction: string;
  readonly from: string;
  readonly log?: string;
  readonly comment?: string;
}

/** Of what `ufw status numbered` prints. */
export function rulesInForce(said: string): RuleInForce[] {
  return said.split('\n').flatMap((line) => numberedRule(line) ?? []);
}

/** `[ 1] 22/tcp                     ALLOW IN    Anywhere                   (log)  # remark` */
function numberedRule(line: string): RuleInForce | undefined {
  const found =
    /^\[ *(\d+)\] (.+?) +(ALLOW|DENY|REJECT|LIMIT) (IN|OUT|FWD) +(.*?) *(?:\((log(?:-all)?|out|[a-z-, ]+)\))? *(?:# (.*))?$/.exec(
      line,
    );
  if (!found) return undefined;
  const [, number, to = '', action = '', direction = '', from = '', notes, comment] = found;
  return {
    number: Number(number),
    to,
    action: action.toLowerCase(),
    direction: { IN: 'in', OUT: 'out', FWD: 'routed' }[direction] ?? '',
    from,
    ...(notes?.includes('log') ? { log: notes.includes('log-all') ? 'all' : 'new' } : {}),
    ...(comment === undefined ? {} : { comment }),
  };
}
