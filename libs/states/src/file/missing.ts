import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { pathProblem } from './parts/absolute.js';

export class FileMissingArgs {
  @Arg({ doc: 'Absolute path to look at; symlinks are followed.', type: 'string' })
  name!: string;
}

export const missing = defineState({
  name: 'file.missing',
  doc: 'Succeed where a path does not exist; nothing is changed.',
  args: FileMissingArgs,
  example: `/etc/nologin:
  file.missing: []
`,
  async plan(host, want) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const stats = await host.files.statTarget(want.name);
    return { verdict: stats === undefined, comment: `${want.name} ${stats ? 'exists' : 'does not exist'}` };
  },
});
