import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { pathProblem, tidyPath } from './parts/absolute.js';

export class FileAbsentArgs {
  @Arg({
    doc: 'Absolute path; a directory goes with all that is in it, a symlink goes and its target stays.',
    type: 'string',
  })
  name!: string;
}

export const absent = defineState({
  name: 'file.absent',
  doc: 'Keep a path from existing.',
  destroys: 'The file, or the directory with all that is in it.',
  args: FileAbsentArgs,
  example: `/etc/app.conf.old:
  file.absent: []
`,
  async plan(host, want) {
    const bad = pathProblem(want.name);
    if (bad) return impossible(bad);
    const name = tidyPath(want.name);
    if (name === '/' || name.split('/').includes('..'))
      return impossible(`${want.name} is not a path that can be removed`);
    const stats = await host.files.stat(name);
    if (!stats) return already(`${name} is not present`);
    return {
      steps: [
        step(`remove the ${stats.kind} ${name}`, { removed: name }, (machine) => machine.files.remove(name), {
          destructive: true,
        }),
      ],
      already: '',
      done: `the ${stats.kind} ${name} is removed`,
    };
  },
});
