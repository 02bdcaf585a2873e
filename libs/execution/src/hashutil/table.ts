import type { FunctionDefinition } from '../definition.js';
import { base64B64decode } from './base64-b64decode.js';
import { base64B64encode } from './base64-b64encode.js';
import { base64Decodefile } from './base64-decodefile.js';
import { base64Decodestring } from './base64-decodestring.js';
import { base64Encodefile } from './base64-encodefile.js';
import { base64Encodestring } from './base64-encodestring.js';
import { digestFile } from './digest-file.js';
import { digest } from './digest.js';
import { githubSignature } from './github-signature.js';
import { hmacCompute } from './hmac-compute.js';
import { hmacSignature } from './hmac-signature.js';
import { md5Digest } from './md5-digest.js';
import { sha256Digest } from './sha256-digest.js';
import { sha512Digest } from './sha512-digest.js';

export const hashutilFunctions: readonly FunctionDefinition[] = [
  base64B64decode,
  base64B64encode,
  base64Decodefile,
  base64Decodestring,
  base64Encodefile,
  base64Encodestring,
  digestFile,
  digest,
  githubSignature,
  hmacCompute,
  hmacSignature,
  md5Digest,
  sha256Digest,
  sha512Digest,
];
