import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { FunctionResult } from '../definition.js';

export class SyncArgs {
  @Arg({ doc: 'Environment of the state tree; nothing is synced from any.', type: 'any', optional: true })
  saltenv?: Value;

  @Arg({ doc: 'Have grains and pillar anew afterwards, where all is synced.', type: 'boolean', default: true })
  refresh!: boolean;
}

/**
 * Salt copies Python code of the tree to its minions. Nothing is copied here: a tree would then run anything as root, unseen by its
 * compiler.
 */
export function nothingToSync(value: ConstructorParameters<typeof FunctionResult>[0]): FunctionResult {
  return new FunctionResult(value, 0, undefined, [
    'there is nothing to sync: a minion runs the functions, states and grains that it was installed with, and no code of the tree',
  ]);
}
