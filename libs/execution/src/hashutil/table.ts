import type { FunctionDefinition } from '../definition.js';
import { base64B64decode } from './base64-b64decode.js';
import { base64B64encode } from './base64-b64encode.js';
import { base64Decodestring } from './base64-decodestring.js';
import { base64Encodefile } from './base64-encodefile.js';
import { base64Encodestring } from './base64-encodestring.js';
import { digest } from './digest.js';
import { digestFile } from './digest-file.js';
import { hmacCompute } from './hmac-compute.js';
import { hmacSignature } from './hmac-signature.js';
import { md5Digest } from './md5-digest.js';
import { sha256Digest } from './sha256-digest.js';
import { sha512Digest } from './sha512-digest.js';

export const hashutilFunctions: readonly FunctionDefinition[] = [
  base64B64decode,
  base64B64encode,
  base64Decodestring,
  base64Encodefile,
  base64Encodestring,
  digest,
  digestFile,
  hmacCompute,
  hmacSignature,
  md5Digest,
  sha256Digest,
  sha512Digest,
];
