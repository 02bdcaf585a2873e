import { Arg } from '@fleet/arguments';
import { joinLines, splitLines } from '@fleet/edits';
import { textIfThere } from '@fleet/platform';
import { defineFunction, FunctionRefused } from '../definition.js';
import { isPrettyNameLine, machineInfo, prettyName, prettyNameLine } from './machine-info.js';

export class SystemSetComputerDescArgs {
  @Arg({ doc: 'What people call the machine, in one line.', type: 'string' })
  desc!: string;
}

export const setComputerDesc = defineFunction({
  name: 'system.set_computer_desc',
  doc: 'Keep what people call the machine in /etc/machine-info.',
  args: SystemSetComputerDescArgs,
  example: 'system.set_computer_desc "Rack 3, second from below"',
  async run(host, { desc }) {
    if (/[\0-\x1f\x7f]/.test(desc))
      throw new FunctionRefused('bad-arguments', 'system.set_computer_desc: it must be one line of text');
    const text = (await textIfThere(host, machineInfo)) ?? '';
    if (prettyName(text) === desc) return true;
    const { lines } = splitLines(text);
    const rest = lines.filter((line) => !isPrettyNameLine(line));
    await host.files.write(machineInfo, joinLines([...rest, prettyNameLine(desc)]));
    return true;
  },
});
