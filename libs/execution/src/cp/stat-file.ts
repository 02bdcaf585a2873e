import { parseSaltUrl } from '@fleet/fileserver';
import { defineFunction } from '../definition.js';
import { CpPathArgs } from './path.args.js';

export const statFile = defineFunction({
  name: 'cp.stat_file',
  doc: "Permission bits of a file of the state tree, or of the minion, as in '0644'; an empty text where there is none.",
  args: CpPathArgs,
  example: 'cp.stat_file salt://app/run.sh',
  looks: true,
  async run(host, want, context) {
    const url = want.path.startsWith('salt://') ? parseSaltUrl(want.path, want.saltenv) : undefined;
    const found =
      url === undefined
        ? await host.files.statTarget(want.path)
        : typeof url === 'string'
          ? undefined
          : await (await context.tree()).entry(url.environment, url.path);
    return found ? `0${(found.mode & 0o777).toString(8).padStart(3, '0')}` : '';
  },
});
