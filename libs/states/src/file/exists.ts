import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { pathProblem } from './parts/absolute.js';

export class FileExistsArgs {
  @Arg({ doc: 'Absolute path to look at; symlinks are followed.', type: 'string' })
  name!: string;
}

export const exists = defineState({
  name: 'file.exists',
  doc: 'Succeed where a path exists; nothing is changed.',
  args: FileExistsArgs,
  example: `/etc/hostname:
  file.exists: []
`,
  async plan(host, want) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const stats = await host.files.statTarget(want.name);
    return { verdict: stats !== undefined, comment: `${want.name} ${stats ? 'exists' : 'does not exist'}` };
  },
});
