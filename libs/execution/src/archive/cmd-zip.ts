import { defineFunction } from '../definition.js';
import { ArchiveZipArgs, makeZip } from './zip-archive.js';

export const cmdZip = defineFunction({
  name: 'archive.cmd_zip',
  doc: 'The other word for archive.zip: fleet has one way to do it, by the program zip.',
  args: ArchiveZipArgs,
  example: 'archive.cmd_zip /tmp/logs.zip /var/log/app,/var/log/syslog',
  run: makeZip,
});
