import { isBinary } from './diff.js';

/**
 * The text of a file; or a sentence where it is none. Bytes that are no UTF-8 would not survive being read as text and written again, in
 * lines that nobody asked to change.
 */
export function textOfFile(path: string, content: Buffer): { readonly text: string } | { readonly problem: string } {
  if (isBinary(content)) return { problem: `${path} is a binary file, and only texts can be edited` };
  const text = content.toString('utf8');
  return Buffer.from(text).equals(content)
    ? { text }
    : { problem: `${path} is not in UTF-8, and an edit would damage what is not` };
}
