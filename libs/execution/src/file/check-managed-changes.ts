import { defineFunction, FunctionRefused } from '../definition.js';
import { FileManagedArgs, runManaged } from './managed.args.js';

export const checkManagedChanges = defineFunction({
  name: 'file.check_managed_changes',
  doc: 'What file.managed would change in a file; empty where it is as wanted. Nothing is touched.',
  args: FileManagedArgs,
  example: 'file.check_managed_changes /etc/app.conf source=salt://app/app.conf mode=0644',
  looks: true,
  async run(_host, want, context) {
    const { result, comment, changes } = await runManaged(context, want, true);
    if (result === false) throw new FunctionRefused('failed', String(comment));
    return changes;
  },
});
