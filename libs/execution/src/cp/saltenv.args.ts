import { Arg } from '@fleet/arguments';

export class SaltenvArgs {
  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;

  @Arg({ doc: 'Only paths that begin like this.', type: 'string', default: '' })
  prefix!: string;
}
