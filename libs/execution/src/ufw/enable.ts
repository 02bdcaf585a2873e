import { defineFunction } from '../definition.js';
import { declareGuard, GuardArgs } from './guard.args.js';
import { guarded } from './guard.js';
import { askUfw, runUfw } from './run-ufw.js';

export class UfwEnableArgs extends GuardArgs {}
declareGuard(UfwEnableArgs.prototype);

export const enable = defineFunction({
  name: 'ufw.enable',
  doc: 'Switch the firewall on, now and at boot, and off again unless this machine still reaches its master by a new connection: the machine does that by itself, too, should nobody live to tell it.',
  args: UfwEnableArgs,
  example: 'ufw.enable check=git.example.org:443',
  out: 'txt',
  async run(host, want, context) {
    const act = (): Promise<string> => runUfw(host, '--force', 'enable');
    // What is in force cuts nothing off that is not cut off now.
    if (/^Status: active$/m.test(await askUfw(host, 'status'))) return act();
    const ufw = (await host.commands.which('ufw')) ?? 'ufw';
    return guarded(host, want, context, { act, undo: [ufw, 'disable'] });
  },
});
