import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { hostsProblem, planHosts, readHostsLine, writeHostsLine } from './parts/hosts-file.js';

export class HostOnlyArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The names that it has, and no others; none takes the address out.', type: 'any', optional: true })
  hostnames?: Value;
}

export const only = defineState({
  name: 'host.only',
  doc: 'Keep exactly these names for an address in /etc/hosts, on one line.',
  args: HostOnlyArgs,
  example: '127.0.1.1:\n  host.only:\n    - hostnames: [web1.example.org, web1]\n',
  async plan(host, want, context) {
    const given = want.hostnames ?? [];
    const names = (Array.isArray(given) ? given : [given])
      .flatMap((name) => pythonStr(name).split(/\s+/))
      .filter(Boolean);
    const problem = hostsProblem([want.name], names);
    if (problem) return impossible(problem);
    const sentences = { already: `${want.name} has these names`, done: `${want.name} has these names now` };
    return planHosts(host, context, sentences, (lines) => {
      const own = lines.flatMap((line, index) => (readHostsLine(line)?.address === want.name ? [index] : []));
      const first = readHostsLine(lines[own[0] ?? -1] ?? '');
      if (own.length === 1 && first?.names.join(' ') === names.join(' ')) return lines;
      const line = writeHostsLine({ address: want.name, names, comment: first?.comment ?? '' });
      const rest = lines.flatMap((one, index) =>
        !own.includes(index) ? [one] : index === own[0] && names.length > 0 ? [line] : [],
      );
      return own.length === 0 && names.length > 0 ? [...rest, line] : rest;
    });
  },
});
