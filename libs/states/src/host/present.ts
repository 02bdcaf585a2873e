import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { hostsProblem, planHosts, readHostsLine, withoutName, writeHostsLine } from './parts/hosts-file.js';

export class HostPresentArgs {
  @Arg({ doc: 'Name of the host.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its address, or several.', type: 'string or list' })
  ip!: string[];

  @Arg({ doc: 'Take the name off any other address.', type: 'boolean', default: false })
  clean!: boolean;

  @Arg({
    doc: 'Words behind a # on the line of the address; what stands there is replaced.',
    type: 'string',
    default: '',
  })
  comment!: string;
}

export const present = defineState({
  name: 'host.present',
  doc: 'Keep a name for an address in /etc/hosts.',
  args: HostPresentArgs,
  example: 'db.internal:\n  host.present:\n    - ip: 10.0.0.5\n    - clean: True\n',
  async plan(host, want, context) {
    const problem = hostsProblem(want.ip, [want.name]);
    if (problem) return impossible(problem);
    if (/[\r\n]/.test(want.comment)) return impossible('`comment` must be one line');
    const sentences = {
      already: `${want.name} is ${want.ip.join(', ')}`,
      done: `${want.name} is now ${want.ip.join(', ')}`,
    };
    return planHosts(host, context, sentences, (before) => {
      let lines = [...before];
      if (want.clean)
        lines = lines.flatMap((line) => {
          const address = readHostsLine(line)?.address ?? '';
          return want.ip.includes(address) ? [line] : withoutName(line, address, want.name);
        });
      const comment = want.comment === '' ? undefined : `# ${want.comment}`;
      for (const address of want.ip) {
        const own = lines.findIndex((line) => names(line, address).includes(want.name));
        const at = own < 0 ? lines.findIndex((line) => names(line, address).length > 0) : own;
        const read = at < 0 ? undefined : readHostsLine(lines[at] ?? '');
        if (own >= 0 && (comment === undefined || read?.comment === comment)) continue;
        const line = writeHostsLine({
          address,
          names: [...new Set([...(read?.names ?? []), want.name])],
          comment: comment ?? read?.comment ?? '',
        });
        lines = at < 0 ? [...lines, line] : lines.map((one, index) => (index === at ? line : one));
      }
      return lines;
    });
  },
});

function names(line: string, address: string): readonly string[] {
  const read = readHostsLine(line);
  return read?.address === address ? read.names : [];
}
