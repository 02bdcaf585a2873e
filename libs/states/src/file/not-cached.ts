import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, step } from '../step.js';
import { cachePlace } from './cached.js';

export class FileNotCachedArgs {
  @Arg({ doc: 'The file: salt://…, http(s)://… or a path on the minion.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Environment of the state tree; default: that of the SLS.', type: 'string', optional: true })
  saltenv?: string;
}

export const notCached = defineState({
  name: 'file.not_cached',
  doc: "Keep a file out of the minion's cache: a copy that is there is removed.",
  args: FileNotCachedArgs,
  example: `salt://app/old.tar.gz:
  file.not_cached: []
`,
  async plan(host, want, context) {
    const path = await cachePlace(want.name, want.saltenv ?? context.environment, context);
    if (!(await host.files.stat(path))) return already(`${want.name} is not cached`);
    return {
      steps: [step(`remove ${path}`, { files: { deleted: [path] } }, (machine) => machine.files.remove(path))],
      already: '',
      done: `${path} was deleted`,
    };
  },
});
