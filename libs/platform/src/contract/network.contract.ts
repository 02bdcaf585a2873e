import assert from 'node:assert/strict';
import type { Host } from '../host.js';
import { refused } from './cases.js';
import type { ContractCase, MakeHost } from './contracts.js';
import { serveSite } from './web-site.js';

const cases: Readonly<Record<string, (network: Host['network'], site: string) => Promise<void>>> = {
  'an open port is open, a closed one says why': async (network, site) => {
    const { hostname, port } = new URL(site);
    assert.deepEqual(await network.connect(hostname, Number(port)), { open: true, address: '127.0.0.1' });
    assert.deepEqual(await network.connect('127.0.0.1', 1, { timeout: 15_000 }), { open: false, code: 'ECONNREFUSED' });
  },
  'what a server answers has status, headers and body': async (network, site) => {
    const answer = await network.look(`${site}/`);
    assert.deepEqual([answer.status, answer.headers['x-kind'], answer.body.toString()], [200, 'page', 'welcome']);
    assert.equal(answer.url, `${site}/`);
  },
  'HEAD has no body': async (network, site) => {
    const answer = await network.look(`${site}/`, { method: 'HEAD' });
    assert.deepEqual([answer.status, answer.headers['x-kind'], answer.body.length], [200, 'page', 0]);
  },
  'any status is an answer to a look, and a refusal of a fetch': async (network, site) => {
    const answer = await network.look(`${site}/gone`);
    assert.deepEqual([answer.status, answer.body.toString()], [410, 'no longer']);
    const refusal = await refused('http-status', network.fetch(`${site}/gone`));
    assert.equal(refusal.fields.status, 410);
  },
  'a request carries method, headers and body': async (network, site) => {
    const answer = await network.request(`${site}/echo`, { method: 'PUT', headers: { 'x-token': 't' }, body: 'data' });
    assert.deepEqual([answer.status, answer.body.toString()], [201, 'PUT t data']);
  },
  'redirects are followed unless they are asked for': async (network, site) => {
    assert.equal((await network.look(`${site}/moved`)).body.toString(), 'welcome');
    const answer = await network.look(`${site}/moved`, { followRedirects: false });
    assert.deepEqual([answer.status, answer.headers.location], [302, '/']);
  },
  'what a request leads to with "see other" is fetched': async (network, site) => {
    const answer = await network.request(`${site}/seen`, { method: 'POST', body: '' });
    assert.match(answer.body.toString(), /^GET /);
  },
  'a POST that was moved is fetched, a PUT is sent again': async (network, site) => {
    const posted = await network.request(`${site}/elsewhere`, { method: 'POST', body: 'data' });
    assert.match(posted.body.toString(), /^GET .* $/);
    const put = await network.request(`${site}/elsewhere`, { method: 'PUT', body: 'data' });
    assert.match(put.body.toString(), /^PUT .* data$/);
  },
  'more than the limit, and what is no web address, are refused': async (network, site) => {
    await refused('too-large', network.look(`${site}/`, { limit: 3 }));
    await refused('bad-url', network.look('file:///etc/passwd'));
    await refused('bad-url', network.request('nonsense', { method: 'POST' }));
  },
  'a server that is not there is a refusal': async (network) => {
    await refused('unreachable', network.look('http://127.0.0.1:1/', { timeout: 2_000 }));
  },
};

export function networkContract(make: MakeHost): ContractCase[] {
  return Object.entries(cases).map(([name, body]) => ({
    name,
    async run() {
      const made = await make();
      const served = made.site === undefined ? await serveSite() : undefined;
      try {
        await body(made.host.network, made.site ?? served?.url ?? '');
      } finally {
        served?.close();
        await made.dispose();
      }
    },
  }));
}
