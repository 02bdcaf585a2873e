import { defineFunction, FunctionRefused } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { bytesIn } from './size.js';
import { journalctl } from './journalctl.js';

export const diskUsage = defineFunction({
  name: 'journal.disk_usage',
  doc: 'How much room the journal takes, in bytes, as exact as journalctl tells it.',
  args: NoArgs,
  example: 'journal.disk_usage',
  looks: true,
  async run(host) {
    const text = await journalctl(host, ['--disk-usage']);
    const bytes = bytesIn(text);
    if (bytes === undefined) throw new FunctionRefused('failed', `journalctl says something else: ${text}`);
    return bytes;
  },
});
