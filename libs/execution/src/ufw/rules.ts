import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readTuples, tupleText } from './rules-files.js';
import { demandUfw } from './run-ufw.js';

export const rules = defineFunction({
  name: 'ufw.rules',
  doc: 'The rules that ufw has, in order, whether it is active or not.',
  args: NoArgs,
  example: 'ufw.rules',
  looks: true,
  async run(host) {
    await demandUfw(host);
    const { v4, v6 } = await readTuples(host);
    return [...v4.map((line) => tupleText(line, 'v4')), ...v6.map((line) => tupleText(line, 'v6'))];
  },
});
