import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

export class GrainArgs {
  @Arg({ doc: 'Path of the grain, its steps joined by the delimiter.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}

export class GrainListArgs extends GrainArgs {
  @Arg({ doc: 'One value, or a list of them.', type: 'any' })
  value!: Value;
}
