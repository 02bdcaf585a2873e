import { Arg } from '@fleet/arguments';
import { PathOfValueArgs } from '../get.args.js';

export class GrainsGetArgs extends PathOfValueArgs {
  @Arg({ doc: 'Whether mappings keep their order; they do either way.', type: 'boolean', default: true })
  ordered!: boolean;
}
