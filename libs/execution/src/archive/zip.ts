import { defineFunction } from '../definition.js';
import { ArchiveZipArgs, makeZip } from './zip-archive.js';

export const zip = defineFunction({
  name: 'archive.zip',
  doc: 'Pack files and directories into a zip archive, in place of one that is there: the names of what it holds.',
  args: ArchiveZipArgs,
  example: 'archive.zip /tmp/logs.zip /var/log/app,/var/log/syslog',
  run: makeZip,
});
