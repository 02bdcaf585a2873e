import { createHash, createHmac } from 'node:crypto';
import { textOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { filter, type FilterFamily } from './definition.js';
import { PythonError } from '../python/things.js';

function hash(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha512'): FilterFamily[string] {
  return filter(`The ${algorithm} sum in hexadecimal.`, {}, (value) =>
    createHash(algorithm).update(textOf(value)).digest('hex'),
  );
}

/** Salt's own name space for `uuid`, so that the same text gives the same UUID as there. */
const saltNameSpace = Buffer.from('91633ebf1c865e33935a28061f4b480e', 'hex');

function uuid5(name: string): string {
  const bytes = createHash('sha1').update(saltNameSpace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** As Python does: what is no digit of base 64 is passed over, but the padding must be right. */
function decodeBase64(text: string): string {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, '');
  const end = digits.indexOf('=');
  if (digits.length % 4 !== 0 || (end >= 0 && !/^={1,2}$/.test(digits.slice(end))))
    throw new PythonError('value', 'base64_decode: the text is not base 64, or a part of it is missing');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64'));
  } catch (cause) {
    throw new PythonError('value', 'base64_decode: the bytes are not UTF-8 text', (cause as Error).message);
  }
}

export const saltHashFilters: FilterFamily = {
  md5: hash('md5'),
  sha1: hash('sha1'),
  sha256: hash('sha256'),
  sha512: hash('sha512'),
  base64_encode: filter('In base 64.', {}, (value) => Buffer.from(textOf(value)).toString('base64')),
  base64_decode: filter('The text behind base 64.', {}, (value) => decodeBase64(textOf(value))),
  hmac: filter(
    'Whether the text, signed with SHA-256 and the secret, gives the challenge (base 64).',
    { shared_secret: required, challenge_hmac: required },
    (value, args) =>
      createHmac('sha256', textOf(args.shared_secret)).update(textOf(value)).digest('base64') === args.challenge_hmac,
  ),
  hmac_compute: filter(
    'The text signed with SHA-256 and the secret, in hexadecimal.',
    { shared_secret: required },
    (value, args) => createHmac('sha256', textOf(args.shared_secret)).update(textOf(value)).digest('hex'),
  ),
  uuid: filter('A UUID made of the text: the same text, the same UUID.', {}, (value) => uuid5(textOf(value))),
};
