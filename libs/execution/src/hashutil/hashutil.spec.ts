import { describe } from '@jest/globals';
import { specsOf } from '../spec-cases.js';

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
    { call: 'hashutil.digest', positional: ['x', 'crc32'], refused: ['bad-arguments', /one of md5/] },
  ]);
});
