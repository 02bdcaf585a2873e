import { Arg } from '@fleet/arguments';
import { joinLines, localeEntry, localeList, splitLines, supportedLines, withLocale } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { runTool } from '../tool.js';
import { LocaleArgs } from './locale.args.js';
import { demandLocale, hasLocale } from './locales.js';

export class LocaleGenLocaleArgs extends LocaleArgs {
  @Arg({
    doc: 'Answer what locale-gen prints, instead of whether there is the locale now.',
    type: 'boolean',
    default: false,
  })
  verbose!: boolean;
}

export const genLocale = defineFunction({
  name: 'locale.gen_locale',
  doc: 'Generate a locale; one that the machine has is left.',
  args: LocaleGenLocaleArgs,
  example: 'locale.gen_locale de_DE.UTF-8',
  async run(host, want) {
    // "de_DE.UTF-8 UTF-8", as the list has it, says the character set twice.
    const name = want.locale.trim().split(/\s+/)[0] ?? '';
    demandLocale('locale.gen_locale', name);
    if (await hasLocale(host, name)) return want.verbose ? '' : true;
    const supported = await supportedLines(host);
    const { lines } = splitLines((await textIfThere(host, localeList)) ?? '');
    const entry = localeEntry(name, [...lines, ...supported], supported.length > 0);
    if ('problem' in entry) throw new FunctionRefused('bad-arguments', `locale.gen_locale: ${entry.problem}`);
    await host.files.write(localeList, joinLines(withLocale(lines, name, entry.line)));
    const printed = await runTool(host, ['locale-gen'], { timeout: 600_000 });
    if (want.verbose) return printed;
    return hasLocale(host, name);
  },
});
