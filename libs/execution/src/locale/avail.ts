import { defineFunction } from '../definition.js';
import { LocaleArgs } from './locale.args.js';
import { demandLocale, hasLocale } from './locales.js';

export const avail = defineFunction({
  name: 'locale.avail',
  doc: 'Whether the machine has a locale, however its character set is spelt.',
  args: LocaleArgs,
  example: 'locale.avail de_DE.UTF-8',
  looks: true,
  async run(host, { locale }) {
    demandLocale('locale.avail', locale);
    return hasLocale(host, locale);
  },
});
