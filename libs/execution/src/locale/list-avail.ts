import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { locales } from './locales.js';

export const listAvail = defineFunction({
  name: 'locale.list_avail',
  doc: 'The locales that the machine has.',
  args: NoArgs,
  example: 'locale.list_avail',
  looks: true,
  run: (host) => locales(host),
});
