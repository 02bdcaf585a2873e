import type { Host } from '@fleet/platform';
import type { FunctionContext } from '../definition.js';
import type { GuardArgs } from './guard.args.js';
import { guarded, type Undo } from './guard.js';
import { ruleWords } from './rule-words.js';
import type { UfwGuardedRuleArgs } from './rule.args.js';
import { askUfw, runUfw } from './run-ufw.js';

/** What ufw keeps its rules in, and where they are kept until a change of them is proved. */
const kept = [
  ['/etc/ufw/user.rules', '/etc/ufw/fleet-before.rules'],
  ['/etc/ufw/user6.rules', '/etc/ufw/fleet-before6.rules'],
] as const;

/** All rules as they were, in their order: a rule may have replaced another one. Without `$`, which systemd would read. */
const undo: Undo = ['/bin/sh', '-c', `${kept.map(([now, before]) => `mv -f ${before} ${now}`).join('; ')}; ufw reload`];

/**
 * Changes rules in a way that may keep new connections from going out: undone, where the firewall is active, unless what must be
 * reachable still is. What comes in needs no proof, because answers to connections that go out are let through before any rule.
 */
export async function changeRules(
  host: Host,
  want: GuardArgs,
  context: FunctionContext,
  words: readonly string[],
): Promise<string> {
  if (!/^Status: active$/m.test(await askUfw(host, 'status'))) return runUfw(host, ...words);
  const act = async (): Promise<string> => {
    for (const [now, before] of kept) if (await host.files.stat(now)) await host.files.copy(now, before);
    return runUfw(host, ...words);
  };
  const said = await guarded(host, want, context, { act, undo });
  for (const [, before] of kept) await host.files.remove(before);
  return said;
}

/** Adds a rule that may close what was open. */
export function closeWith(
  host: Host,
  action: 'deny' | 'limit' | 'reject',
  want: UfwGuardedRuleArgs,
  context: FunctionContext,
): Promise<string> {
  const words = ruleWords(action, want);
  return mayCutOff(want) ? changeRules(host, want, context, words) : runUfw(host, ...words);
}

/** Whether a rule of this action may do so when it comes. */
export function mayCutOff(want: { readonly direction: string; readonly route: boolean }): boolean {
  return want.direction === 'out' && !want.route;
}
