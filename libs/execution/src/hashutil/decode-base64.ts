import { FunctionRefused } from '../definition.js';

/**
 * The text that Base64 stands for. As in Python, what is no digit of it is passed over and the padding must be right; a half of a key
 * is no key.
 * @throws FunctionRefused `bad-arguments`
 */
export function decodeBase64(text: string): string {
  const bytes = bytesOfBase64(text);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FunctionRefused('bad-arguments', 'what the Base64 stands for is no text in UTF-8', undefined, { cause });
  }
}

/** @throws FunctionRefused `bad-arguments` */
export function bytesOfBase64(text: string): Buffer {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (digits.length % 4 !== 0 || !/^[^=]*={0,2}$/.test(digits))
    throw new FunctionRefused('bad-arguments', 'the text is not Base64, or a part of it is missing');
  return Buffer.from(digits, 'base64');
}
