import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { artifactPath, push as pushArtifact, readForPush } from './artifacts.js';

@NotSupported({ keep_symlinks: 'what a symlink leads to is pushed, under the name of the symlink' })
export class CpPushArgs {
  @Arg({ doc: 'The file: an absolute path.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Path below the folder of this minion on the master; default: its own.', type: 'string', optional: true })
  upload_path?: string;

  @Arg({ doc: 'Delete the file here once the master has it.', type: 'boolean', default: false })
  remove_source!: boolean;

  @Arg({
    doc: 'Seal it to the key of the master: it is kept encrypted, and opened only where an operator says so.',
    type: 'boolean',
    default: false,
  })
  secret!: boolean;
}

export const push = defineFunction({
  name: 'cp.push',
  doc: 'Bring a file to the master, where `fleetctl artifacts` finds it. What the master has already does not travel again.',
  args: CpPushArgs,
  example: 'cp.push /etc/hosts',
  async run(host, want, context) {
    const content = await readForPush(host, 'cp.push', want.path);
    const path = artifactPath('cp.push', want.upload_path ?? want.path);
    await pushArtifact(context, 'cp.push', { path, content, secret: want.secret });
    if (want.remove_source) await host.files.remove(want.path);
    return true;
  },
});
