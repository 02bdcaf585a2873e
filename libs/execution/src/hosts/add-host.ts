import { readHostsLine, writeHostsLine } from '@fleet/edits';
import { defineFunction } from '../definition.js';
import { demandPair, editHosts } from './hosts-file.js';
import { HostsPairArgs } from './pair.args.js';

export const addHost = defineFunction({
  name: 'hosts.add_host',
  doc: 'Add a name to the line of an address in /etc/hosts, or a line.',
  args: HostsPairArgs,
  example: 'hosts.add_host 10.0.0.5 db.internal',
  async run(host, { ip, alias }) {
    demandPair('hosts.add_host', ip, [alias]);
    return editHosts(host, (lines) => {
      const own = lines.map((line) => readHostsLine(line)).map((line) => (line?.address === ip ? line : undefined));
      if (own.some((line) => line?.names.includes(alias))) return lines;
      const at = own.findIndex((line) => line !== undefined);
      const known = own[at];
      if (!known) return [...lines, writeHostsLine({ address: ip, names: [alias], comment: '' })];
      const added = writeHostsLine({ ...known, names: [...known.names, alias] });
      return lines.map((line, index) => (index === at ? added : line));
    });
  },
});
