import { joinLines, splitLines } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { LocaleArgs } from './locale.args.js';
import { demandLocale, hasLocale } from './locales.js';

export const setLocale = defineFunction({
  name: 'locale.set_locale',
  doc: 'Set the language that the machine gives to new sessions and services.',
  args: LocaleArgs,
  example: 'locale.set_locale de_DE.UTF-8',
  async run(host, { locale }) {
    demandLocale('locale.set_locale', locale);
    // Salt sets what does not exist, and every program then complains.
    if (!(await hasLocale(host, locale)))
      throw new FunctionRefused('not-found', `this machine has no locale ${locale}; make it with locale.gen_locale`);
    // Debian reads the one, systemd the other; where both are there, they are usually one file.
    const path = (await host.files.statTarget('/etc/default/locale')) ? '/etc/default/locale' : await usualFile();
    const { lines } = splitLines((await textIfThere(host, path)) ?? '');
    const line = `LANG=${locale}`;
    const at = lines.findIndex((one) => /^\s*LANG=/.test(one));
    const edited = at < 0 ? [...lines, line] : lines.map((one, index) => (index === at ? line : one));
    if (edited.join('\n') !== lines.join('\n')) await host.files.write(path, joinLines(edited));
    return true;

    async function usualFile(): Promise<string> {
      return (await host.files.statTarget('/etc/debian_version')) ? '/etc/default/locale' : '/etc/locale.conf';
    }
  },
});
