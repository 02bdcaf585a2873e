import { Arg } from '@fleet/arguments';
import { isLocaleName } from '@fleet/edits';
import { defineState } from '../definition.js';
import { joinLines, planEdit, splitLines } from '../file/parts/edit.js';
import { impossible } from '../step.js';
import { withoutTool } from '../tool.js';
import { hasLocale } from './parts/locales.js';

export class LocaleSystemArgs {
  @Arg({ doc: 'Name of the locale, such as de_DE.UTF-8.', type: 'string' })
  name!: string;
}

export const system = defineState({
  name: 'locale.system',
  doc: 'Keep the locale that the machine gives to new sessions and services.',
  args: LocaleSystemArgs,
  example: 'C.UTF-8:\n  locale.system: []\n',
  async plan(host, want, context) {
    if (!isLocaleName(want.name)) return impossible(`${want.name} is not the name of a locale`);
    const known = await hasLocale(host, want.name);
    if (known === undefined) return withoutTool('locale', context);
    if (!known && !context.test)
      return impossible(`this machine has no locale ${want.name}; make it with \`locale.present\``);
    // Debian reads the one, systemd the other; where both are there, they are usually one file.
    const debians = '/etc/default/locale';
    const isDebians = (await host.files.statTarget(debians)) ?? context.grains.get('os_family') === 'Debian';
    const path = isDebians ? debians : '/etc/locale.conf';
    const sentences = { already: `the locale is ${want.name}`, done: `the locale is now ${want.name}` };
    return planEdit(host, { path, absent: 'empty', makedirs: true, ...sentences }, context, (text) => {
      const { lines } = splitLines(text);
      const at = lines.findIndex((line) => /^\s*LANG=/.test(line));
      const line = `LANG=${want.name}`;
      if ((lines[at] ?? '').trim().replace(/"/g, '') === line) return { text };
      return { text: joinLines(at < 0 ? [...lines, line] : lines.map((one, index) => (index === at ? line : one))) };
    });
  },
});
