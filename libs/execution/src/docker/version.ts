import { asJson } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { asked } from './said.js';

export const version = defineFunction({
  name: 'docker.version',
  doc: 'The versions of docker: the engine, its API, its parts (Components), and the program that asks it (Client).',
  args: NoArgs,
  example: 'docker.version',
  looks: true,
  async run(host) {
    const told = JSON.parse(await asked(host, ['version', ...asJson])) as {
      Client: unknown;
      Server: Record<string, unknown>;
    };
    return fromPlain({ ...told.Server, Client: told.Client });
  },
});
