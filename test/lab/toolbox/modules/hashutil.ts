import { createHmac, createHash } from 'node:crypto';
import type { ToolboxModule } from '../toolbox.js';

const digest = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');
const hmac = (encoding: 'hex' | 'base64'): string => createHmac('sha256', 'key').update('text').digest(encoding);

export const toolbox: ToolboxModule = {
  module: 'hashutil',
  prepare: 'printf fleet > /root/kept/hash',
  functions: [
    { call: ['hashutil.digest', 'fleet', 'sha384'], value: digest('sha384', 'fleet') },
    { call: ['hashutil.digest_file', '/root/kept/hash', 'sha256'], value: digest('sha256', 'fleet') },
    { call: ['hashutil.md5_digest', 'fleet'], value: digest('md5', 'fleet') },
    { call: ['hashutil.sha256_digest', 'fleet'], value: digest('sha256', 'fleet') },
    { call: ['hashutil.sha512_digest', 'fleet'], value: digest('sha512', 'fleet') },
    { call: ['hashutil.base64_b64encode', 'fleet'], value: 'ZmxlZXQ=' },
    { call: ['hashutil.base64_b64decode', 'instr=ZmxlZXQ='], value: 'fleet' },
    { call: ['hashutil.base64_encodestring', 'fleet'], value: 'ZmxlZXQ=\n' },
    { call: ['hashutil.base64_decodestring', 'instr=ZmxlZXQ='], value: 'fleet' },
    { call: ['hashutil.base64_encodefile', '/root/kept/hash'], value: 'ZmxlZXQ=\n' },
    {
      call: ['hashutil.base64_decodefile', '/+8=', '/root/kept/bytes'],
      value: true,
      seen: { 'od -An -tx1 /root/kept/bytes': ' ff ef\n' },
    },
    { call: ['hashutil.hmac_compute', 'text', 'key'], value: hmac('hex') },
    { call: ['hashutil.hmac_signature', 'text', 'key', `challenge_hmac=${hmac('base64')}`], value: true },
    { call: ['hashutil.github_signature', 'text', 'key', `challenge_hmac=sha256=${hmac('hex')}`], value: true },
  ],
};
