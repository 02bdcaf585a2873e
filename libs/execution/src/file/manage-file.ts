import type { Value } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { FileManagedArgs, runManaged } from './managed.args.js';

export const manageFile = defineFunction({
  name: 'file.manage_file',
  doc: "Bring one file to its content, owner and mode, as the state file.managed does; Salt's order of arguments is not taken.",
  args: FileManagedArgs,
  example: 'file.manage_file /etc/app.conf source=salt://app/app.conf mode=0644 backup=minion',
  async run(_host, want, context) {
    const { result, comment, changes } = await runManaged(context, want, false);
    const answer = new Map<Value, Value>([
      ['name', want.name],
      ['changes', changes],
      ['comment', comment],
      ['result', result],
    ]);
    return new FunctionResult(answer, result === false ? 1 : 0);
  },
});
