import { Arg } from '@fleet/arguments';
import { isLocaleName, joinLines, localeEntry, localeList, splitLines, supportedLines, withLocale } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineState, StepFailed } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { hasLocale } from './parts/locales.js';

export class LocalePresentArgs {
  @Arg({ doc: 'Name of the locale, such as de_DE.UTF-8.', type: 'string' })
  name!: string;
}

export const present = defineState({
  name: 'locale.present',
  doc: 'Keep a locale generated on the machine.',
  args: LocalePresentArgs,
  example: 'de_DE.UTF-8:\n  locale.present: []\n',
  async plan(host, want, context) {
    // "de_DE.UTF-8 UTF-8", as the list has it, says the character set twice.
    const name = want.name.split(/\s+/)[0] ?? '';
    if (!isLocaleName(name)) return impossible(`${want.name} is not the name of a locale`);
    if (await hasLocale(host, name)) return already(`the machine has the locale ${name}`);
    if ((await host.commands.which('locale-gen')) === undefined) return withoutTool('locale-gen', context);
    const supported = await supportedLines(host);
    const listed = splitLines((await textIfThere(host, localeList)) ?? '').lines;
    const entry = localeEntry(name, [...listed, ...supported], supported.length > 0);
    if ('problem' in entry) return impossible(entry.problem);
    return {
      steps: [
        step(`generate the locale ${name}`, { locale: name }, async (machine) => {
          const { lines } = splitLines((await textIfThere(machine, localeList)) ?? '');
          const edited = withLocale(lines, name, entry.line);
          if (edited.join('\n') !== lines.join('\n')) await machine.files.write(localeList, joinLines(edited));
          await runTool(machine, ['locale-gen'], { timeout: 600_000 });
          if (!(await hasLocale(machine, name))) throw new StepFailed(`locale-gen ended well, and there is no ${name}`);
        }),
      ],
      already: '',
      done: `the locale ${name} is generated`,
    };
  },
});
