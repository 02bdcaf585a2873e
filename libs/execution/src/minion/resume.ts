import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { handsOf } from '../saltutil/parts.js';

export const resume = defineFunction({
  name: 'minion.resume',
  doc: 'Take on jobs again after minion.drain. False where it was not drained.',
  args: NoArgs,
  example: 'minion.resume',
  run: async (_host, _want, context) => handsOf(context, 'minion.resume').resume(),
});
