import { Inject, Injectable } from '@nestjs/common';
import type { Fault, Right } from '@fleet/protocol';
import { stringifyPlain, type ValueMap } from '@fleet/values';
import { fault } from '../bus/refusal.js';
import { runtime, type MasterRuntime } from '../runtime/runtime.js';
import type { Call } from './call.js';
import { standings } from './function-rules.js';
import { shownCall } from './shown-call.js';
import { someOf } from '../bus/some-of.js';

export interface CallQuestion {
  /** Public key, proven by the bus. */
  readonly operator: string;
  readonly call: Call;
  /** Whom the target means, resolved. */
  readonly minions: readonly { readonly key: string; readonly minion: string }[];
  /** Last known of a minion. */
  readonly grains: (key: string) => ValueMap;
}

/** Ids that a refusal names. */
const named = 20;

/** What an operator may do beyond the methods that its roles open (these the gate guards): which calls on which minions, and single rights. */
@Injectable()
export class Access {
  constructor(@Inject(runtime) private readonly master: MasterRuntime) {}

  has(operator: string, right: Right): boolean {
    return this.master.policy.hasRight(this.rolesOf(operator), right);
  }

  /** The same where only reading is asked for. */
  mayRead(operator: string, right: Right): boolean {
    return this.master.policy.hasRight(this.rolesOf(operator), right, true);
  }

  rolesOf(operator: string): readonly string[] {
    const known = this.master.operators.get(operator);
    return known && known.revoked === undefined ? known.roles : [];
  }

  /** Every minion has to be allowed; the refusal names those that are not, and the rule that would be needed. */
  callRefusal({ operator, call, minions, grains }: CallQuestion): Fault | undefined {
    const { policy, operators } = this.master;
    const standingOf = standings(policy.rolesOf(this.rolesOf(operator)), call);
    const refused: string[] = [];
    let aboutArguments = true;
    for (const { key, minion } of minions) {
      const standing = standingOf({
        id: minion,
        grains: policy.byGrains.length > 0 ? grains(key) : new Map(),
      });
      if (standing === 'allowed') continue;
      refused.push(minion);
      aboutArguments &&= standing === 'arguments';
    }
    if (refused.length === 0) return undefined;
    const shown = someOf(refused, named);
    const held = this.rolesOf(operator).join(', ') || 'no role';
    const what = aboutArguments ? `${call.function} with these arguments` : call.function;
    const needed = this.neededRule(call, refused, aboutArguments);
    return fault(
      'not-allowed',
      `${operators.name(operator)} (${held}) may not run ${what} on ${shown}; a rule such as ${needed} would allow it`,
      { minions: refused, needed },
    );
  }

  private neededRule(call: Call, minions: readonly string[], withArguments: boolean): string {
    const { function: name } = call;
    const { args, kwargs } = shownCall(this.master.redactor, call);
    const whom = minions.length === 1 ? (minions[0] as string) : `L@${minions.slice(0, named).join(',')}`;
    const rule = [`minions: '${whom}'`, `allow: [${name}]`];
    if (withArguments && args.length > 0) rule.push(`args: ${stringifyPlain(args)}`);
    if (withArguments && kwargs.size > 0) rule.push(`kwargs: ${stringifyPlain(kwargs)}`);
    return `{${rule.join(', ')}}`.slice(0, 1000);
  }
}
