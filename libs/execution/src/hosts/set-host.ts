import { Arg } from '@fleet/arguments';
import { readHostsLine, writeHostsLine } from '@fleet/edits';
import { defineFunction, FunctionRefused } from '../definition.js';
import { demandPair, editHosts } from './hosts-file.js';

export class HostsSetHostArgs {
  @Arg({ doc: 'The address.', type: 'string' })
  ip!: string;

  @Arg({ doc: 'Its names, with spaces between them; an empty text takes the address out.', type: 'string' })
  alias!: string;

  @Arg({ doc: 'Words behind a # on the line; what stands there is kept without.', type: 'string', optional: true })
  comment?: string;
}

export const setHost = defineFunction({
  name: 'hosts.set_host',
  doc: 'Give an address these names in /etc/hosts and no others, on one line.',
  args: HostsSetHostArgs,
  example: 'hosts.set_host 10.0.0.5 "db.internal db"',
  async run(host, { ip, alias, comment }) {
    const names = alias.split(/\s+/).filter(Boolean);
    demandPair('hosts.set_host', ip, names);
    if (comment !== undefined && /[\r\n]/.test(comment))
      throw new FunctionRefused('bad-arguments', 'hosts.set_host: `comment` must be one line');
    return editHosts(host, (lines) => {
      const own = lines.flatMap((line, index) => (readHostsLine(line)?.address === ip ? [index] : []));
      const kept = readHostsLine(lines[own[0] ?? -1] ?? '')?.comment ?? '';
      const line = writeHostsLine({ address: ip, names, comment: comment === undefined ? kept : `# ${comment}` });
      const rest = lines.flatMap((one, index) =>
        !own.includes(index) ? [one] : index === own[0] && names.length > 0 ? [line] : [],
      );
      return own.length === 0 && names.length > 0 ? [...rest, line] : rest;
    });
  },
});
