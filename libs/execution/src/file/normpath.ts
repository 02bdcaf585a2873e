import { posix } from 'node:path';
import { defineQuick } from '../definition.js';
import { PathArgs } from './path.args.js';

export const normpath = defineQuick({
  name: 'file.normpath',
  doc: 'A path without `.`, `..` and needless slashes.',
  args: PathArgs,
  example: 'file.normpath /etc/ssh/../hosts',
  now: ({ path }) => posix.normalize(path).replace(/(?<=.)\/$/, ''),
});
