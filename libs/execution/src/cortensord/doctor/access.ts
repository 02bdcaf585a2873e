import type { FileKind } from '@fleet/platform';
import { apply, fine, wrong, type Finding, type Ward } from './definition.js';

export interface WantedAccess {
  readonly kind: FileKind;
  readonly user: string;
  /** Exactly these permission bits; absent: whatever they are, nobody but the owner may write. */
  readonly mode?: number;
}

/** Kind, owner and permissions of one path. */
export async function lookAtAccess(ward: Ward, path: string, want: WantedAccess): Promise<Finding> {
  const stats = await ward.host.files.stat(path);
  if (!stats) return wrong(`${path} does not exist`, apply);
  if (stats.kind !== want.kind) return wrong(`${path} is a ${stats.kind}, not a ${want.kind}`, apply);
  const owner = await ward.host.accounts.userById(stats.uid);
  if (owner?.name !== want.user)
    return wrong(`${path} belongs to ${owner?.name ?? stats.uid}, not to ${want.user}`, apply);
  const bits = stats.mode.toString(8).padStart(4, '0');
  if (want.mode !== undefined && stats.mode !== want.mode)
    return wrong(`${path} has mode ${bits}, not ${want.mode.toString(8).padStart(4, '0')}`, apply);
  if (want.mode === undefined && stats.kind !== 'symlink' && (stats.mode & 0o022) !== 0)
    return wrong(`${path} has mode ${bits}: others than ${want.user} may write to it`, apply);
  return fine(`${path} is ${want.user}'s`);
}
