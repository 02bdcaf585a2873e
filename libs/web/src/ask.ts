import type { Host, HostView, HttpAnswer, HttpOptions } from '@fleet/platform';
import type { QueryArgs } from './query.args.js';
import type { Question } from './question.js';

const limit = 8 * 1024 ** 2;

/** @throws HostRefusal as `network.look`, and where a file that is named cannot be read */
export async function lookAtWeb(host: HostView, question: Question, want: QueryArgs): Promise<HttpAnswer> {
  const method = question.method === 'HEAD' ? 'HEAD' : 'GET';
  return host.network.look(question.url, { ...(await optionsOf(host, question, want)), method });
}

/** For methods that may change something. @throws HostRefusal as `network.request`, and where a file that is named cannot be read */
export async function sendToWeb(host: Host, question: Question, want: QueryArgs): Promise<HttpAnswer> {
  const body = want.data_file === undefined ? question.body : await host.files.read(want.data_file, { limit });
  return host.network.request(question.url, {
    ...(await optionsOf(host, question, want)),
    method: question.method,
    ...(body === undefined ? {} : { body }),
  });
}

async function optionsOf(host: HostView, { headers }: Question, want: QueryArgs): Promise<HttpOptions> {
  const read = (path: string): Promise<Buffer> => host.files.read(path, { limit });
  const [cert, key = cert] = want.cert ?? [];
  return {
    headers,
    timeout: want.timeout,
    limit,
    followRedirects: want.follow_redirects,
    verifyTls: want.verify_ssl,
    tls: {
      ...(want.ca_bundle === undefined ? {} : { ca: await read(want.ca_bundle) }),
      ...(cert === undefined || key === undefined ? {} : { cert: await read(cert), key: await read(key) }),
    },
  };
}
