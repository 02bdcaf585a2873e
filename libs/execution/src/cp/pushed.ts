import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { artifactPath } from './artifacts.js';

export class CpPushedArgs {
  @Arg({ doc: 'The path that it was pushed from, or its path on the master.', type: 'string' })
  path!: string;
}

export const pushed = defineFunction({
  name: 'cp.pushed',
  doc: 'What the master has of this minion under a path: hash, size, whether it is secret; an empty mapping where it has nothing.',
  args: CpPushedArgs,
  example: 'cp.pushed /etc/hosts',
  looks: true,
  async run(_host, want, { daemon }) {
    if (!daemon) throw new FunctionRefused('failed', 'cp.pushed: this run has no master');
    const found = await daemon.artifactStat(artifactPath('cp.pushed', want.path));
    return new Map(Object.entries(found ?? {}));
  },
});
