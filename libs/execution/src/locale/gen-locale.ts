import { Arg } from '@fleet/arguments';
import { joinLines, splitLines } from '@fleet/edits';
import { defineFunction, FunctionRefused } from '../definition.js';
import { readText } from '../read-text.js';
import { runTool } from '../tool.js';
import { LocaleArgs } from './locale.args.js';
import { demandLocale, locales, sameLocale } from './locales.js';

export class LocaleGenLocaleArgs extends LocaleArgs {
  @Arg({
    doc: 'Answer what locale-gen prints, instead of whether there is the locale now.',
    type: 'boolean',
    default: false,
  })
  verbose!: boolean;
}

const list = '/etc/locale.gen';

export const genLocale = defineFunction({
  name: 'locale.gen_locale',
  doc: 'Generate a locale; one that the machine has is left.',
  args: LocaleGenLocaleArgs,
  example: 'locale.gen_locale de_DE.UTF-8',
  async run(host, want) {
    // "de_DE.UTF-8 UTF-8", as the list has it, says the character set twice.
    const name = want.locale.trim().split(/\s+/)[0] ?? '';
    demandLocale('locale.gen_locale', name);
    const charset = /\.([\w-]+)/.exec(name)?.[1]?.replace(/^utf-?8$/i, 'UTF-8');
    if (charset === undefined)
      throw new FunctionRefused(
        'bad-arguments',
        `locale.gen_locale: ${name} does not say its character set, as in ${name}.UTF-8`,
      );
    if ((await locales(host)).some((one) => sameLocale(one, name))) return want.verbose ? '' : true;
    const { lines } = splitLines((await readText(host, list)) ?? '');
    // The list spells names and character sets as locale-gen wants them.
    const at = lines.findIndex((line) => sameLocale(line.replace(/^[#\s]+/, '').split(/\s+/)[0] ?? '', name));
    const edited =
      at < 0
        ? [...lines, `${name} ${charset}`]
        : lines.map((line, index) => (index === at ? line.replace(/^[#\s]+/, '') : line));
    await host.files.write(list, joinLines(edited));
    const printed = await runTool(host, ['locale-gen'], { timeout: 600_000 });
    if (want.verbose) return printed;
    return (await locales(host)).some((one) => sameLocale(one, name));
  },
});
