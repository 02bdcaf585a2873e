import { dataFilters } from './data.js';
import type { Filter, FilterFamily } from './definition.js';
import { listFilters } from './lists.js';
import { numberFilters } from './numbers.js';
import { saltHashFilters } from './salt-hashes.js';
import { saltListFilters } from './salt-lists.js';
import { saltMachineFilters } from './salt-machine.js';
import { saltNetworkFilters } from './salt-network.js';
import { saltTextFilters } from './salt-text.js';
import { textFilters } from './text.js';

/** Every filter by family, in the order of the reference. */
export const filterFamilies: Readonly<Record<string, FilterFamily>> = {
  text: textFilters,
  lists: listFilters,
  numbers: numberFilters,
  data: dataFilters,
  'salt: text': saltTextFilters,
  'salt: lists and mappings': saltListFilters,
  'salt: hashes': saltHashFilters,
  'salt: network': saltNetworkFilters,
  'salt: machine': saltMachineFilters,
};

export const filters: ReadonlyMap<string, Filter> = new Map(
  Object.values(filterFamilies).flatMap((family) => Object.entries(family)),
);

const notRepeatable = 'A template must render the same twice: take secrets from pillar.';
const yieldsBytes = 'It yields bytes, and templates are made of text.';

/** Filters that Salt has and this dialect refuses, and why. */
export const refusedFilters: ReadonlyMap<string, string> = new Map([
  ['dns_check', 'It connects to what it finds: ask the minion with salt[…].'],
  ...['random_hash', 'random_str', 'rand_str'].map((name) => [name, notRepeatable] as const),
  ...[
    'to_bytes',
    'mac_str_to_bytes',
    'json_encode_dict',
    'json_encode_list',
    'json_decode_dict',
    'json_decode_list',
  ].map((name) => [name, yieldsBytes] as const),
  ['xml', 'Write the XML as a template.'],
  ['gzip_b64', yieldsBytes],
  [
    'json_query',
    'What reads JMESPath knows the numbers of JSON alone, so that large ints would be rounded: use map, selectattr and traverse.',
  ],
]);
