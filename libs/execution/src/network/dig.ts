import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { askTool } from '../tool.js';
import { demandHost } from './host.args.js';

export class NetworkDigArgs {
  @Arg({ doc: 'The name.', type: 'string' })
  host!: string;
}

export const dig = defineFunction({
  name: 'network.dig',
  doc: 'What name servers answer about a name, as dig prints it; network.resolve needs no further program.',
  args: NetworkDigArgs,
  example: 'network.dig example.org',
  looks: true,
  run: (host, want) => askTool(host, ['dig', demandHost(want.host, 'network.dig')], { timeout: 30_000 }),
});
