import { Arg } from '@fleet/arguments';

export class TreePathArgs {
  @Arg({ doc: 'A path in the state tree, without salt://.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}
