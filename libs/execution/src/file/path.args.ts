import { Arg } from '@fleet/arguments';

export class PathArgs {
  @Arg({ doc: 'An absolute path on the minion.', type: 'string' })
  path!: string;
}
