import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryMachine } from '@fleet/platform';
import { specContext, specsOf } from '../spec-cases.js';
import { callFunction } from '../call-function.js';
import { functionTable } from '../table.js';

const machine: MemoryMachine = {
  files: { '/etc/payload': 'from a file', '/etc/ca.pem': 'PEM' },
  urls: {
    'http://host/v.json': { headers: { 'content-type': 'application/json' }, body: '{"v": 3}' },
    'http://host/v.yaml': { headers: { 'content-type': 'application/yaml' }, body: 'v: 3' },
    'http://host/text': { headers: { 'content-type': 'text/plain' }, body: '3' },
    'http://host/gone': { status: 410, body: 'it is gone' },
    'http://host/moved': { status: 302, headers: { location: '/text' } },
    'http://host/echo': ({ method, headers, body }) => ({
      status: 201,
      body: `${method} ${JSON.stringify(headers)} ${body}`,
    }),
    'http://host/echo?a=1': ({ url }) => url,
    'https://host/': ({ verifyTls, tls, timeout }) => `${String(verifyTls)} ${String(tls?.ca)} ${String(timeout)}`,
  },
};

describe('http.query', () => {
  specsOf({ machine }, [
    { call: 'http.query', positional: ['http://host/text'], value: { body: '3' } },
    {
      call: 'http.query',
      positional: ['http://host/text'],
      named: { text: true, status: true, headers: true },
      value: { body: '3', text: '3', status: 200, headers: { 'content-type': 'text/plain' } },
    },
    {
      call: 'http.query',
      positional: ['http://host/v.json'],
      named: { decode: true },
      value: { body: '{"v": 3}', dict: { v: 3 } },
    },
    {
      call: 'http.query',
      positional: ['http://host/v.yaml'],
      named: { decode: true },
      value: { body: 'v: 3', dict: { v: 3 } },
    },
    {
      call: 'http.query',
      positional: ['http://host/text'],
      named: { decode: true },
      value: { body: '3', text: '3' },
    },
    {
      call: 'http.query',
      positional: ['http://host/text'],
      named: { decode: true, decode_type: 'json' },
      value: { body: '3', dict: 3 },
    },
    {
      call: 'http.query',
      positional: ['http://host/v.yaml'],
      named: { decode: true, decode_type: 'json' },
      refused: ['failed', /no JSON/],
    },
    {
      call: 'http.query',
      positional: ['http://host/gone'],
      value: { body: 'it is gone', status: 410, error: 'http://host/gone answered 410' },
    },
    {
      call: 'http.query',
      positional: ['http://host/gone'],
      named: { raise_error: false },
      value: { body: 'it is gone', status: 410 },
    },
    {
      call: 'http.query',
      positional: ['http://host/moved'],
      named: { status: true, follow_redirects: false },
      value: { body: '', status: 302 },
    },
    { call: 'http.query', positional: ['http://host/moved'], value: { body: '3' } },
    {
      call: 'http.query',
      positional: ['http://host/echo'],
      named: { method: 'HEAD', status: true },
      value: { body: '', status: 201 },
    },
    {
      call: 'http.query',
      positional: ['http://host/echo', 'POST'],
      named: { data: { a: 'b' }, header_dict: { 'X-Token': 't' }, username: 'me', password: 'secret' },
      value: {
        body: 'POST {"Content-Type":"application/x-www-form-urlencoded","User-Agent":"fleet","X-Token":"t","Authorization":"Basic bWU6c2VjcmV0"} a=b',
      },
    },
    {
      call: 'http.query',
      positional: ['http://host/echo', 'PUT'],
      named: { data_file: '/etc/payload', agent: 'me' },
      value: { body: 'PUT {"User-Agent":"me"} from a file' },
    },
    {
      call: 'http.query',
      positional: ['http://host/echo', 'PUT'],
      named: { data_file: '/etc/none' },
      refused: ['not-found', /none/],
    },
    {
      call: 'http.query',
      positional: ['http://host/echo'],
      named: { params: { a: 1 } },
      value: { body: 'http://host/echo?a=1' },
    },
    {
      call: 'http.query',
      positional: ['https://host/'],
      named: { verify_ssl: false, ca_bundle: '/etc/ca.pem', timeout: 7 },
      value: { body: 'false PEM 7000' },
    },
    {
      call: 'http.query',
      positional: ['http://nowhere/'],
      value: { error: 'cannot fetch http://nowhere/: no such host' },
    },
    { call: 'http.query', refused: ['bad-arguments', /`url` is missing/] },
    { call: 'http.query', positional: ['file:///etc/shadow'], refused: ['failed', /not an http/] },
    {
      call: 'http.query',
      positional: ['http://host/text'],
      named: { data: 'x' },
      refused: ['bad-arguments', /sends no data/],
    },
  ]);

  it('touches the machine only where the method may change something', async () => {
    const host = memoryHost(machine);
    const call = (method: string) =>
      callFunction(
        functionTable,
        'http.query',
        { positional: ['http://host/echo', method], named: new Map() },
        host,
        specContext({}, host),
      );
    await call('GET');
    expect(host.touches).toEqual([]);
    await call('DELETE');
    expect(host.touches).toEqual(['network.request http://host/echo']);
  });
});

describe('http.wait_for_successful_query', () => {
  let times = 0;
  specsOf(
    {
      machine: {
        urls: {
          'http://host/slow': () => ((times += 1) % 3 === 0 ? 'ready' : 503),
          'http://host/never': { status: 500, body: 'no' },
        },
      },
    },
    [
      {
        call: 'http.wait_for_successful_query',
        positional: ['http://host/slow'],
        named: { request_interval: '1ms', match: 'ready' },
        value: { body: 'ready', status: 200 },
      },
      {
        call: 'http.wait_for_successful_query',
        positional: ['http://host/never'],
        named: { wait_for: '5ms', request_interval: '1ms', status: 200 },
        value: { body: 'no', status: 500, error: 'the status is 500, not 200' },
        retcode: 1,
      },
      {
        call: 'http.wait_for_successful_query',
        positional: ['http://nowhere/'],
        named: { wait_for: 0 },
        value: { error: 'cannot fetch http://nowhere/: no such host' },
        retcode: 1,
      },
      {
        call: 'http.wait_for_successful_query',
        positional: ['http://host/slow'],
        named: { status: 'fine' },
        refused: ['bad-arguments', /100 to 599/],
      },
    ],
  );
});
