import { Arg } from '@fleet/arguments';
import { traverse, type Value, type ValueMap } from '@fleet/values';

/** What `grains.get` and its kin take. */
export class PathOfValueArgs {
  @Arg({ doc: 'Path of the value, its steps joined by the delimiter.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What to answer where there is nothing at that path.', type: 'any', default: '', nullable: true })
  default!: Value;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}

/** What lies at the path, which may be nothing; the default only where there is no such path. */
export function valueAt(data: ValueMap, want: PathOfValueArgs): Value {
  const found = traverse(data, want.key, want.delimiter);
  return found === undefined ? want.default : found;
}
