import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { hostsLines } from './hosts-file.js';

export const listHosts = defineFunction({
  name: 'hosts.list_hosts',
  doc: 'What /etc/hosts says: address → its names as `aliases`, with the comment of its line.',
  args: NoArgs,
  example: 'hosts.list_hosts',
  looks: true,
  async run(host) {
    const found: ValueMap = new Map();
    for (const { address, names, comment } of await hostsLines(host)) {
      const known = found.get(address) as ValueMap | undefined;
      const entry: ValueMap = known ?? new Map<Value, Value>([['aliases', []]]);
      (entry.get('aliases') as Value[]).push(...names);
      if (comment !== '') entry.set('comment', comment.replace(/^#\s*/, ''));
      found.set(address, entry);
    }
    return found;
  },
});
