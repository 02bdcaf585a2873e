import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused, FunctionResult } from '../definition.js';
import { demandHost } from './host.args.js';

export class NetworkPingArgs {
  @Arg({ doc: 'Whom to ask: a name or an address.', type: 'string' })
  host!: string;

  @Arg({ doc: 'How long to wait for all answers; seconds, or a number with a unit.', type: 'duration', optional: true })
  timeout?: number;

  @Arg({ doc: 'Answer whether the host answered, instead of what ping prints.', type: 'boolean', default: false })
  return_boolean!: boolean;

  @Arg({ doc: 'How many packets to send, 1 to 100.', type: 'int', default: 4 })
  count!: number;
}

export const ping = defineFunction({
  name: 'network.ping',
  doc: 'Ask another host whether it is there, with ping.',
  args: NetworkPingArgs,
  example: 'network.ping example.org return_boolean=True',
  looks: true,
  async run(host, want) {
    const target = demandHost(want.host, 'network.ping');
    if (want.count < 1 || want.count > 100)
      throw new FunctionRefused('bad-arguments', 'network.ping: count must be between 1 and 100');
    const seconds = want.timeout === undefined ? [] : ['-W', String(Math.max(1, Math.ceil(want.timeout / 1000)))];
    const result = await host.commands.probe(['ping', '-c', String(want.count), ...seconds, '--', target], {
      timeout: (want.timeout ?? 10_000) + want.count * 1_000 + 1_000,
    });
    if (want.return_boolean) return result.exitCode === 0;
    return new FunctionResult(result.stdout || result.stderr, result.exitCode);
  },
});
