import { methodAccess, type Fault, type OperatorMethods } from '@fleet/protocol';
import { fault } from '../bus/refusal.js';
import type { Operators } from '../operators/operators.js';
import type { Policy } from './policy.js';

/** The door of all methods: who asks has to be an operator, and its roles have to give the right that the method takes. */
export class OperatorGate {
  constructor(
    private readonly operators: Operators,
    private readonly policy: Policy,
  ) {}

  /** Why not; `undefined`: come in. */
  refusal(key: string, method: string): Fault | undefined {
    const operator = this.operators.get(key);
    if (!operator)
      return fault(
        'not-allowed',
        'this key is not of an operator that the master knows; fleetctl login gets a new one',
      );
    if (operator.revoked !== undefined) return fault('not-allowed', `the operator ${operator.name} was revoked`);
    const { name, roles } = operator;
    if (this.policy.rolesOf(roles).length === 0)
      return fault(
        'not-allowed',
        roles.length === 0
          ? `${name} holds no role`
          : `${name} holds no role that the master knows (${roles.join(', ')})`,
      );
    // One that nobody knows is told so further on.
    if (!Object.hasOwn(methodAccess, method)) return undefined;
    const access = methodAccess[method as keyof OperatorMethods];
    if (access.takes === 'everybody' || access.takes === 'function') return undefined;
    if (this.policy.hasRight(roles, access.takes, access.reads)) return undefined;
    return fault(
      'not-allowed',
      `${name} (${roles.join(', ')}) may not: ${method} takes the right \`${access.takes}\``,
      { right: access.takes },
    );
  }
}
