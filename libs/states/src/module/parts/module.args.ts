import { Arg, Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';

export class ModuleArgs {
  @Arg({ doc: 'The function, where none is named as a key.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The `name` argument of the function.', type: 'any', optional: true })
  m_name?: Value;

  @Arg({ doc: 'Positional arguments of the function.', type: 'any', optional: true })
  args?: Value;

  @Arg({ doc: 'Named arguments of the function.', type: 'mapping', optional: true })
  kwargs?: ValueMap;

  @Rest({ doc: 'Functions as keys with their arguments, or named arguments of the one function.', of: 'named' })
  others!: ValueMap;
}
