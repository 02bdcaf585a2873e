import { Arg } from '@fleet/arguments';
import type { FileStats, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';

export class FollowArgs extends PathArgs {
  @Arg({ doc: 'Ask about what a symlink leads to, not about the symlink.', type: 'boolean', default: true })
  follow_symlinks!: boolean;
}

/** @throws FunctionRefused `not-found` */
export async function statsOf(host: HostView, want: FollowArgs): Promise<FileStats> {
  const target = want.follow_symlinks ? await host.files.statTarget(want.path) : undefined;
  const found = target ?? (await host.files.stat(want.path));
  if (!found) throw new FunctionRefused('not-found', `Path not found: ${want.path}`);
  return found;
}
