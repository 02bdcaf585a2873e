import { defineFunction } from '../definition.js';
import { EndsArgs, linesAtEnd } from './ends.args.js';

export const head = defineFunction({
  name: 'file.head',
  doc: 'The first lines of a file, however long it is; at most half a mebibyte of them.',
  args: EndsArgs,
  example: 'file.head /var/log/syslog lines=50',
  looks: true,
  out: 'txt',
  run: (host, want) => linesAtEnd(host, want, 'head'),
});
