import { defineFunction } from '../definition.js';
import { ArchiveUnzipArgs, extractZip } from './unzip-archive.js';

export const cmdUnzip = defineFunction({
  name: 'archive.cmd_unzip',
  doc: 'The other word for archive.unzip: fleet has one way to do it, by the program unzip.',
  args: ArchiveUnzipArgs,
  example: 'archive.cmd_unzip /tmp/app.zip /opt/app options=-o',
  run: extractZip,
});
