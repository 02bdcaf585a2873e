import { Arg } from '@fleet/arguments';
import { defineState, StepFailed } from '../definition.js';
import { joinLines, splitLines } from '../file/parts/edit.js';
import { already, impossible, step } from '../step.js';
import { runTool, withoutTool } from '../tool.js';
import { hasLocale, normalized } from './parts/locales.js';

export class LocalePresentArgs {
  @Arg({ doc: 'Name of the locale, such as de_DE.UTF-8.', type: 'string' })
  name!: string;
}

const list = '/etc/locale.gen';

export const present = defineState({
  name: 'locale.present',
  doc: 'Keep a locale generated on the machine.',
  args: LocalePresentArgs,
  example: 'de_DE.UTF-8:\n  locale.present: []\n',
  async plan(host, want, context) {
    // "de_DE.UTF-8 UTF-8", as the list has it, says the character set twice.
    const name = want.name.split(/\s+/)[0] ?? '';
    const charset = /\.([\w-]+)/.exec(name)?.[1]?.replace(/^utf-?8$/i, 'UTF-8');
    if (!/^[\w.@-]+$/.test(name) || name.startsWith('-')) return impossible(`${want.name} is not the name of a locale`);
    if (await hasLocale(host, name)) return already(`the machine has the locale ${name}`);
    if (charset === undefined) return impossible(`${name} does not say its character set, as in ${name}.UTF-8`);
    if ((await host.commands.which('locale-gen')) === undefined) return withoutTool('locale-gen', context);
    return {
      steps: [
        step(`generate the locale ${name}`, { locale: name }, async (machine) => {
          const exists = await machine.files.statTarget(list);
          const { lines } = splitLines(exists ? (await machine.files.read(list)).toString('utf8') : '');
          const at = lines.findIndex(
            (line) => normalized(line.replace(/^[#\s]+/, '').split(/\s+/)[0] ?? '') === normalized(name),
          );
          // The list spells names and character sets as locale-gen wants them.
          const edited =
            at < 0
              ? [...lines, `${name} ${charset}`]
              : lines.map((one, index) => (index === at ? one.replace(/^[#\s]+/, '') : one));
          await machine.files.write(list, joinLines(edited));
          await runTool(machine, ['locale-gen'], { timeout: 600_000 });
          if (!(await hasLocale(machine, name))) throw new StepFailed(`locale-gen ended well, and there is no ${name}`);
        }),
      ],
      already: '',
      done: `the locale ${name} is generated`,
    };
  },
});
