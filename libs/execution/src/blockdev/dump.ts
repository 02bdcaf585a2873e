import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { BlockdevArgs } from './device.args.js';
import { demandDevice } from './device.js';

const values = [
  'getro',
  'getsz',
  'getss',
  'getpbsz',
  'getiomin',
  'getioopt',
  'getalignoff',
  'getmaxsect',
  'getbsz',
  'getsize64',
  'getra',
  'getfra',
];

export const dump = defineFunction({
  name: 'blockdev.dump',
  doc: 'What blockdev tells of a device: getro (read-only), getsz (sectors), getsize64 (bytes), getra (read-ahead) and the like, as texts.',
  args: BlockdevArgs,
  example: 'blockdev.dump /dev/sdb',
  looks: true,
  async run(host, want) {
    const device = await demandDevice(host, want.device);
    const answer = await host.commands.probe(['blockdev', ...values.map((name) => `--${name}`), device]);
    if (answer.exitCode !== 0) throw new FunctionRefused('failed', answer.stderr || `blockdev cannot read ${device}`);
    const lines = answer.stdout.split('\n');
    return fromPlain(Object.fromEntries(values.map((name, index) => [name, (lines[index] ?? '').trim()])));
  },
});
