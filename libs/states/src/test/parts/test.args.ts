import { Arg, Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

export class TestArgs {
  @Arg({ doc: 'Any text; it is not used.', type: 'string' })
  name!: string;

  @Rest({ doc: 'Anything else; it is not used.', of: 'named' })
  others!: ValueMap;
}
