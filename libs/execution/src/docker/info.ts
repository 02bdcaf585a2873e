import { asJson } from '@fleet/containers';
import { fromPlain } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { asked } from './said.js';

export const info = defineFunction({
  name: 'docker.info',
  doc: 'What the docker engine tells of itself: containers, images, storage driver, runtimes, registries.',
  args: NoArgs,
  example: 'docker.info',
  looks: true,
  async run(host) {
    const told = JSON.parse(await asked(host, ['info', ...asJson])) as Record<string, unknown> & {
      ServerErrors?: string[];
    };
    // Without an engine the program still ends with 0, and tells of itself only.
    if (told.ServerErrors && told.ServerErrors.length > 0)
      throw new FunctionRefused('failed', `the docker engine does not answer: ${told.ServerErrors.join('; ')}`);
    const { ClientInfo: _client, HttpProxy: _http, HttpsProxy: _https, ...engine } = told;
    return fromPlain(engine);
  },
});
