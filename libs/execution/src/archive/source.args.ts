import { Arg } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { cached } from '../cp/cache.js';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export class ArchiveSourceArgs {
  @Arg({
    doc: 'The archive: a path on the minion, salt://… or http(s)://…; the latter two are copied to the cache.',
    type: 'string',
  })
  name!: string;

  @Arg({ doc: 'Environment of the state tree.', type: 'string', default: 'base' })
  saltenv!: string;
}

/** The archive's path on the minion. @throws FunctionRefused `not-found` */
export async function localArchive(host: Host, context: FunctionContext, want: ArchiveSourceArgs): Promise<string> {
  const local = want.name.startsWith('/');
  const path = local ? want.name : await cached(host, context, want.name, want.saltenv);
  if (path === undefined || (await host.files.statTarget(path))?.kind !== 'file')
    throw new FunctionRefused('not-found', `there is no archive ${want.name}`);
  return path;
}
