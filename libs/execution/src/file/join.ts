import { Rest } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { pythonStr } from '@fleet/rendering';
import { defineQuick } from '../definition.js';

export class FileJoinArgs {
  @Rest({ doc: 'Parts of a path; one that begins with a slash begins anew.', of: 'positional' })
  parts: Value[] = [];
}

export const join = defineQuick({
  name: 'file.join',
  doc: 'Parts of a path with slashes between them.',
  args: FileJoinArgs,
  example: 'file.join /etc nginx nginx.conf',
  now: ({ parts }) =>
    parts
      .map((part) => pythonStr(part))
      .reduce((path, part) => {
        if (part.startsWith('/') || path === '') return part;
        return path.endsWith('/') ? path + part : `${path}/${part}`;
      }, ''),
});
