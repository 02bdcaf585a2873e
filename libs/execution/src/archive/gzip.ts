import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from '../file/absolute-path.js';
import { optionWords, runArchiver } from './words.js';

@NotSupported({ template: 'write the rendered path.' })
export class ArchiveGzipArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  sourcefile!: string;

  @Arg({ doc: 'Account to run gzip as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Further options of gzip(1), such as --keep.', type: 'string', optional: true })
  options?: string;
}

export const gzip = defineFunction({
  name: 'archive.gzip',
  doc: 'Pack a file: FILE.gz takes its place.',
  args: ArchiveGzipArgs,
  example: 'archive.gzip /var/log/app.log.1',
  async run(host, want) {
    const words = ['gzip', ...optionWords(want.options), '--', absolutePath(want.sourcefile)] as const;
    return runArchiver(host, words, want.runas === undefined ? {} : { runas: want.runas });
  },
});
