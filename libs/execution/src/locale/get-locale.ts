import { textIfThere } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getLocale = defineFunction({
  name: 'locale.get_locale',
  doc: 'The language of the machine, as in en_US.UTF-8; an empty text where none is set.',
  args: NoArgs,
  example: 'locale.get_locale',
  looks: true,
  async run(host) {
    // The one that locale.set_locale writes first, where a machine has both.
    for (const path of ['/etc/default/locale', '/etc/locale.conf']) {
      const language = /^LANG="?([^"\n]*)"?$/m.exec((await textIfThere(host, path)) ?? '')?.[1];
      if (language !== undefined) return language;
    }
    return '';
  },
});
