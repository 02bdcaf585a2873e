import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class GrainsItemsArgs {
  @Arg({ doc: 'Hide what tells one machine from another: serial numbers and names.', type: 'boolean', default: false })
  sanitize!: boolean;
}

/** What Salt hides, and by what. */
const identifying: ReadonlyMap<Value, Value> = new Map<Value, Value>([
  ['serialnumber', 'serialnumber'],
  ['domain', 'domain'],
  ['fqdn', 'minion.domain'],
  ['id', 'minion'],
  ['host', 'minion'],
  ['localhost', 'minion'],
  ['nodename', 'minion'],
]);

export const items = defineQuick({
  name: 'grains.items',
  doc: 'All grains: what the minion says of itself.',
  args: GrainsItemsArgs,
  example: 'grains.items',
  needs: ['grains'],
  now: ({ sanitize }, { grains }) =>
    sanitize ? new Map([...grains].map(([name, value]) => [name, identifying.get(name) ?? value])) : grains,
});
