import { Injectable } from '@nestjs/common';
import type { OperatorMethods } from '@fleet/protocol';

export interface AccessQuestion {
  /** Public key, proven by the bus. */
  readonly operator: string;
  readonly method: keyof OperatorMethods;
  readonly function?: string;
  /** Ids of the minions that are meant, resolved. */
  readonly minions?: readonly string[];
}

/**
 * The one place that decides what an operator may do. Whoever holds an operator's credentials may do everything; roles and their rules
 * begin here.
 */
@Injectable()
export class Access {
  /** Why not, as a sentence for the operator; `undefined`: allowed. */
  refusal(_question: AccessQuestion): string | undefined {
    return undefined;
  }
}
