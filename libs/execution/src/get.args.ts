import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';

/** What `grains.get` and its kin take. */
export class PathOfValueArgs {
  @Arg({ doc: 'Path of the value, its steps joined by the delimiter.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What to answer where there is nothing at that path.', type: 'any', default: '', nullable: true })
  default!: Value;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}
