import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { demandHost } from './host.args.js';

export class NetworkResolveArgs {
  @Arg({ doc: 'The name.', type: 'string' })
  name!: string;
}

export const resolve = defineFunction({
  name: 'network.resolve',
  doc: 'The addresses that a name stands for on this machine, by its hosts file and its name servers; none where nobody knows it.',
  args: NetworkResolveArgs,
  example: 'network.resolve example.org',
  looks: true,
  run: async (host, want) => [...(await host.network.resolve(demandHost(want.name, 'network.resolve')))],
});
