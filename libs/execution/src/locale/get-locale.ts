import { HostRefusal } from '@fleet/platform';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const getLocale = defineFunction({
  name: 'locale.get_locale',
  doc: 'The language of the machine, as in en_US.UTF-8; an empty text where none is set.',
  args: NoArgs,
  example: 'locale.get_locale',
  looks: true,
  async run(host) {
    for (const path of ['/etc/locale.conf', '/etc/default/locale']) {
      try {
        const text = (await host.files.read(path)).toString('utf8');
        const language = /^LANG="?([^"\n]*)"?$/m.exec(text)?.[1];
        if (language !== undefined) return language;
      } catch (cause) {
        if (!(cause instanceof HostRefusal)) throw cause;
      }
    }
    return '';
  },
});
