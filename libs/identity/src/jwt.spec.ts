import { describe, expect, it } from '@jest/globals';
import { formatCreds, parseCreds } from './creds.js';
import { decodeJwt } from './jwt.js';
import { createKeys, signer } from './nkeys.js';
import { userJwt } from './user-jwt.js';

const account = createKeys('account');
const role = signer(createKeys('account').seed);
const user = createKeys('user');
const jwt = userJwt(role, {
  publicKey: user.publicKey,
  account: account.publicKey,
  name: 'web1',
  issued: 1000,
  expires: 2000,
});

describe('a user JWT', () => {
  it('says who, by whom and until when, and claims no rights', () => {
    expect(decodeJwt(jwt)).toEqual({
      jti: expect.stringMatching(/^[A-Z2-7]{52}$/),
      iat: 1000,
      exp: 2000,
      iss: role.publicKey,
      name: 'web1',
      sub: user.publicKey,
      nats: { issuer_account: account.publicKey, type: 'user', version: 2 },
    });
  });

  it('is refused when anything in it was changed', () => {
    const [head, body, signature] = jwt.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const changed = Buffer.from(JSON.stringify({ ...claims, name: 'web2' })).toString('base64url');
    for (const text of [
      `${head}.${changed}.${signature}`,
      `${head}.${body}`,
      `${head}.${body}.${signature}.x`,
      `x${jwt}`,
      '',
      'a.b.c',
    ]) {
      expect(() => decodeJwt(text)).toThrow(expect.objectContaining({ code: 'invalid-jwt' }));
    }
  });
});

describe('a credentials file', () => {
  it('reads back what was written', () => {
    expect(parseCreds(formatCreds({ jwt, seed: user.seed }))).toEqual({ jwt, seed: user.seed });
    expect(parseCreds(formatCreds({ jwt, seed: user.seed }).replaceAll('\n', '\r\n'))).toEqual({
      jwt,
      seed: user.seed,
    });
  });

  it('is refused where a part is missing or of another user', () => {
    const text = formatCreds({ jwt, seed: user.seed });
    for (const broken of [
      '',
      text.slice(0, 300),
      formatCreds({ jwt, seed: createKeys('user').seed }),
      formatCreds({ jwt, seed: account.seed }),
    ]) {
      expect(() => parseCreds(broken)).toThrow(expect.objectContaining({ code: 'invalid-credentials' }));
    }
  });
});
