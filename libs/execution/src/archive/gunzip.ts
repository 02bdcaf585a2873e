import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from '../file/absolute-path.js';
import { optionWords, runArchiver } from './words.js';

@NotSupported({ template: 'write the rendered path.' })
export class ArchiveGunzipArgs {
  @Arg({ doc: 'Absolute path of the packed file.', type: 'string' })
  gzipfile!: string;

  @Arg({ doc: 'Account to run gunzip as.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Further options of gunzip(1), such as --keep.', type: 'string', optional: true })
  options?: string;
}

export const gunzip = defineFunction({
  name: 'archive.gunzip',
  doc: 'Unpack a file: FILE takes the place of FILE.gz.',
  args: ArchiveGunzipArgs,
  example: 'archive.gunzip /var/log/app.log.1.gz',
  async run(host, want) {
    const words = ['gunzip', ...optionWords(want.options), '--', absolutePath(want.gzipfile)] as const;
    return runArchiver(host, words, want.runas === undefined ? {} : { runas: want.runas });
  },
});
