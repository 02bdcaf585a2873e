import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { callFunction } from '../call-function.js';
import { specContext, specsOf } from '../spec-cases.js';
import { functionTable } from '../table.js';

const md5 = '2aacf29e92feaf528fb738bcf9d647ac';

describe('hashutil', () => {
  specsOf({ machine: { files: { '/f': 'get salted' } } }, [
    { call: 'hashutil.digest', positional: ['get salted'], value: md5 },
    { call: 'hashutil.md5_digest', positional: ['get salted'], value: md5 },
    { call: 'hashutil.digest_file', positional: ['/f'], value: md5 },
    { call: 'hashutil.base64_b64encode', positional: ['get salted'], value: 'Z2V0IHNhbHRlZA==' },
    { call: 'hashutil.base64_b64decode', positional: ['Z2V0IHNhbHRlZA=='], value: 'get salted' },
    { call: 'hashutil.base64_b64decode', positional: ['Z2V0IHNhbHRlZA'], refused: ['bad-arguments', /a part of it/] },
    { call: 'hashutil.base64_decodestring', positional: ['/w=='], refused: ['bad-arguments', /no text in UTF-8/] },
    { call: 'hashutil.hmac_signature', positional: ['get salted', 'shared secret', 'x'], value: false },
    { call: 'hashutil.base64_encodestring', positional: ['x'.repeat(60)], value: `${'eHh4'.repeat(19)}\neHh4\n` },
    { call: 'hashutil.base64_decodestring', positional: [`${'eHh4'.repeat(19)}\neHh4\n`], value: 'x'.repeat(60) },
    { call: 'hashutil.base64_encodefile', positional: ['/f'], value: 'Z2V0IHNhbHRlZA==\n' },
    {
      call: 'hashutil.hmac_compute',
      positional: ['get salted', 'shared secret'],
      value: '78159ff5bb2d5e0f8d88fe403b0a690791ccbd989830fcc433d5b960c9bf0264',
    },
    {
      call: 'hashutil.hmac_signature',
      positional: ['get salted', 'shared secret', 'eBWf9bstXg+NiP5AOwppB5HMvZiYMPzEM9W5YMm/AmQ='],
      value: true,
    },
    {
      call: 'hashutil.github_signature',
      positional: ['text', 'key', `sha256=${createHmac('sha256', 'key').update('text').digest('hex')}`],
      value: true,
    },
    { call: 'hashutil.github_signature', positional: ['text', 'key', 'sha1=00'], value: false },
    { call: 'hashutil.github_signature', positional: ['text', 'key', 'md5=00'], refused: ['bad-arguments', /sha256=/] },
    { call: 'hashutil.digest_file', positional: ['/f', 'sha224'], value: expect.stringMatching(/^[0-9a-f]{56}$/) },
    { call: 'hashutil.base64_decodefile', positional: ['Zmx', '/out'], refused: ['bad-arguments', /a part of it/] },
    { call: 'hashutil.digest', positional: ['x', 'crc32'], refused: ['bad-arguments', /one of md5/] },
  ]);

  it('hashutil.base64_decodefile writes bytes that are no text', async () => {
    const host = memoryHost();
    const given = { positional: ['/+8=', '/out'], named: new Map() };
    await callFunction(functionTable, 'hashutil.base64_decodefile', given, host, specContext({}, host));
    expect(await host.files.read('/out')).toEqual(Buffer.from([0xff, 0xef]));
  });
});
