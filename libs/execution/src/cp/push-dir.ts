import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { compileGlob } from '@fleet/targeting';
import { defineFunction, FunctionRefused } from '../definition.js';
import { inPhase } from '../phase.js';
import { artifactPath, push as pushArtifact, readForPush } from './artifacts.js';

/** Files of one call. */
const most = 1000;

export class CpPushDirArgs {
  @Arg({ doc: 'The folder: an absolute path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Only files whose name fits this glob.', type: 'string', optional: true })
  glob?: string;

  @Arg({ doc: 'Path below the folder of this minion on the master; default: its own.', type: 'string', optional: true })
  upload_path?: string;

  @Arg({
    doc: 'Seal it to the key of the master: it is kept encrypted, and opened only where an operator says so.',
    type: 'boolean',
    default: false,
  })
  secret!: boolean;
}

export const pushDir = defineFunction({
  name: 'cp.push_dir',
  doc: 'Bring all files of a folder, and of those in it, to the master. Symlinks are left out.',
  args: CpPushDirArgs,
  example: "cp.push_dir /var/log/cortensord glob='*.log'",
  async run(host, want, context) {
    const root = want.path.replace(/(?<=.)\/+$/, '');
    if ((await host.files.statTarget(root))?.kind !== 'directory')
      throw new FunctionRefused('not-found', `cp.push_dir: there is no folder ${root}`);
    const matches = compileGlob(want.glob ?? '*');
    const files = (await filesBelow(host, root)).filter((file) => matches(posix.basename(file)));
    if (files.length > most)
      throw new FunctionRefused(
        'bad-arguments',
        `cp.push_dir: ${root} holds ${files.length} files; ${most} can be pushed at once`,
      );
    // Every path is known to be good before the first file travels.
    const pushes = files.map((file) => {
      const below = want.upload_path === undefined ? file : posix.join(want.upload_path, posix.relative(root, file));
      return { file, path: artifactPath('cp.push_dir', below) };
    });
    for (const [index, { file, path }] of pushes.entries()) {
      const part = { position: index + 1, total: pushes.length, what: 'push', about: file };
      await inPhase(context, part, async () => {
        const content = await readForPush(host, 'cp.push_dir', file);
        await pushArtifact(context, 'cp.push_dir', { path, content, secret: want.secret });
        return { word: 'OK', says: `${content.length} bytes` };
      });
    }
    return true;
  },
});

async function filesBelow(host: HostView, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await host.files.list(folder)) {
    const path = posix.join(folder, name);
    const kind = (await host.files.stat(path))?.kind;
    if (kind === 'file') found.push(path);
    if (kind === 'directory') found.push(...(await filesBelow(host, path)));
    if (found.length > most) break;
  }
  return found;
}
