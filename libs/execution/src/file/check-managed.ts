import { defineFunction, FunctionResult } from '../definition.js';
import { FileManagedArgs, runManaged } from './managed.args.js';

export const checkManaged = defineFunction({
  name: 'file.check_managed',
  doc: 'Whether a file is as file.managed would have it: true or nothing (it would change), and a sentence. Nothing is touched.',
  args: FileManagedArgs,
  example: 'file.check_managed /etc/app.conf source=salt://app/app.conf mode=0644',
  looks: true,
  async run(_host, want, context) {
    const { result, comment } = await runManaged(context, want, true);
    return new FunctionResult([result, comment], result === false ? 1 : 0);
  },
});
