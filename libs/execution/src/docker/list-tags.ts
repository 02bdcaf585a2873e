import { asJson, jsonLines } from '@fleet/containers';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { asked } from './said.js';

export const listTags = defineFunction({
  name: 'docker.list_tags',
  doc: 'The names of the images on this machine with their tags, sorted.',
  args: NoArgs,
  example: 'docker.list_tags',
  looks: true,
  async run(host) {
    const rows = jsonLines(await asked(host, ['images', ...asJson]));
    const names = rows
      .filter((row) => row['Tag'] !== '<none>')
      .map((row) => `${row['Repository'] ?? ''}:${row['Tag'] ?? ''}`);
    return [...new Set(names)].sort();
  },
});
