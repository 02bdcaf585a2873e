import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { argumentsOf, runFunction } from '../functions.js';
import { already, oldNew, step } from '../step.js';
import { ufwStatus } from './parts/status.js';

export class UfwLoggingArgs {
  @Arg({ doc: 'The ID of the state, and nothing else.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'How much is logged; on is low.',
    type: 'string',
    oneOf: ['off', 'on', 'low', 'medium', 'high', 'full'],
    default: 'low',
  })
  level!: string;
}

export const logging = defineState({
  name: 'ufw.logging',
  doc: 'Keep how much the firewall logs.',
  args: UfwLoggingArgs,
  example: 'log of the firewall:\n  ufw.logging:\n    - level: low\n',
  async plan(host, want, context) {
    const now = await ufwStatus(host, context);
    if ('plan' in now) return now.plan;
    const level = want.level === 'on' ? 'low' : want.level;
    if (now.logging === level) return already(`the firewall logs as wanted: ${level}`);
    return {
      steps: [
        step(`set the log of the firewall to ${level}`, { logging: oldNew(now.logging, level) }, async () => {
          await runFunction(context, 'ufw.logging', argumentsOf({ level }));
        }),
      ],
      already: '',
    };
  },
});
