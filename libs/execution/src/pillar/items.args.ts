import { Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';

/** What `pillar.items` and its kin take. */
export class PillarItemsArgs {
  @Rest({ doc: 'Paths of single values; none for the whole pillar.', of: 'positional' })
  keys: Value[] = [];

  @Rest({ doc: '`pillar` is merged over what the master compiles; `pillarenv` chooses the environment.', of: 'named' })
  options: ValueMap = new Map();
}

export const itemsOptions = ['pillar', 'pillarenv', 'saltenv'];
