import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'locale',
  ownHost: true,
  states: ['de_DE.UTF-8:\n  locale.present: []\n', 'de_DE.UTF-8:\n  locale.system: []\n'],
  seen: { 'locale -a | grep -c de_DE.utf8': '1\n', 'grep ^LANG= /etc/default/locale': 'LANG=de_DE.UTF-8\n' },
  functions: [
    { call: ['locale.get_locale'], value: 'de_DE.UTF-8' },
    { call: ['locale.list_avail'], value: expect.arrayContaining(['C.utf8', 'de_DE.utf8']) },
    { call: ['locale.avail', 'de_DE.UTF-8'], value: true },
    { call: ['locale.gen_locale', 'fr_FR.UTF-8'], value: true, seen: { 'locale -a | grep -c fr_FR.utf8': '1\n' } },
    {
      call: ['locale.set_locale', 'C.UTF-8'],
      value: true,
      seen: { 'grep ^LANG= /etc/default/locale': 'LANG=C.UTF-8\n' },
    },
    { call: ['locale.set_locale', 'it_IT.UTF-8'], refused: /gen_locale/ },
  ],
};
