import { Arg } from '@fleet/arguments';

export class CpPathArgs {
  @Arg({ doc: 'The file: salt://path, or a path on the minion.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}
