import { describe, expect, it } from '@jest/globals';
import { fromPlain, type ValueMap } from '@fleet/values';
import { findSecrets } from './secrets.js';

describe('secrets by the names of their keys', () => {
  it.each([
    'NODE_PRIVATE_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'access-key',
    'KEY_PASSPHRASE',
    'db_password',
    'HF_TOKEN',
    'secrets',
  ])('%s', (key) => {
    const pillar = fromPlain({ a: { [key]: 'x', CHAINID: 1 } }) as ValueMap;
    expect(findSecrets(pillar)).toEqual([`a:${key}`]);
  });

  it('under keys that no path can name are found with all that stands beside them', () => {
    const pillar = fromPlain({ sites: { 'http://x': { pin: '1234', port: 1 } }, 'a:pin': '5678' }) as ValueMap;
    expect(findSecrets(pillar, ['*pin'])).toEqual(['sites:*:pin', '*']);
  });
});
