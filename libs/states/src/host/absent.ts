import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { hostsProblem, planHosts, withoutName } from './parts/hosts-file.js';

export class HostAbsentArgs {
  @Arg({ doc: 'Name of the host.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The address that it shall not have, or several.', type: 'string or list' })
  ip!: string[];
}

export const absent = defineState({
  name: 'host.absent',
  doc: 'Keep an address from having a name in /etc/hosts.',
  args: HostAbsentArgs,
  example: 'db.internal:\n  host.absent:\n    - ip: 10.0.0.5\n',
  async plan(host, want, context) {
    const problem = hostsProblem(want.ip, [want.name]);
    if (problem) return impossible(problem);
    const sentences = {
      already: `${want.name} is not ${want.ip.join(', ')}`,
      done: `${want.name} is no longer ${want.ip.join(', ')}`,
    };
    return planHosts(host, context, sentences, (lines) =>
      want.ip.reduce<readonly string[]>(
        (kept, address) => kept.flatMap((line) => withoutName(line, address, want.name)),
        lines,
      ),
    );
  },
});
