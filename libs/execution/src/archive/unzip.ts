import { defineFunction } from '../definition.js';
import { ArchiveUnzipArgs, extractZip } from './unzip-archive.js';

export const unzip = defineFunction({
  name: 'archive.unzip',
  doc: 'Unpack a zip archive: the names of its members. One with members that lead out of the directory is not unpacked.',
  args: ArchiveUnzipArgs,
  example: 'archive.unzip /tmp/app.zip /opt/app options=-o',
  run: extractZip,
});
