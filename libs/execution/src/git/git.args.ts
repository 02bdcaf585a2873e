import { Arg } from '@fleet/arguments';

/** As whom git runs, and with which key. */
export interface GitAccount {
  user?: string;
  identity?: string;
}

/** Declares them behind what a class has of its own, which is what people give without names. */
export function declareAccount(target: GitAccount): void {
  Arg({ doc: 'Account that runs git: the owner of the repository.', type: 'string', optional: true })(target, 'user');
  Arg({ doc: 'Private key for SSH, a path on the minion.', type: 'string', optional: true })(target, 'identity');
}

/** Where a function of git works that takes nothing else. */
export class GitPlaceArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;
  user?: string;
  identity?: string;
}
declareAccount(GitPlaceArgs.prototype);
