import { Arg } from '@fleet/arguments';
import { FunctionRefused, defineFunction } from '../definition.js';

export class MountIsFuseExecArgs {
  @Arg({ doc: 'Name of the program.', type: 'string' })
  cmd!: string;
}

export const isFuseExec = defineFunction({
  name: 'mount.is_fuse_exec',
  doc: 'Whether a program mounts through FUSE, by the libraries that it is linked with.',
  args: MountIsFuseExecArgs,
  example: 'mount.is_fuse_exec sshfs',
  looks: true,
  async run(host, want) {
    const path = await host.commands.which(want.cmd);
    if (path === undefined) return false;
    if ((await host.commands.which('ldd')) === undefined)
      throw new FunctionRefused('not-found', 'this machine has no ldd');
    return (await host.commands.probe(['ldd', path])).stdout.includes('libfuse');
  },
});
