import { readsAsOther } from './scalars.js';
import { isPrintable } from './scalar-text.js';

/** In which of YAML's notations a text can be written. */
export interface Shape {
  readonly blockPlain: boolean;
  readonly flowPlain: boolean;
  readonly single: boolean;
  readonly isMultiline: boolean;
}

const lineEnd = /[\n\r\x85\u2028\u2029]/;
const gap = /^[\0 \t\n\r\x85\u2028\u2029]?$/;

export function shapeOf(text: string): Shape {
  if (text === '') return { blockPlain: true, flowPlain: false, single: true, isMultiline: false };
  const isMultiline = lineEnd.test(text);
  const { block, flow } = marks(text);
  const plain = !isMultiline && !text.startsWith(' ') && !text.endsWith(' ') && !readsAsOther(text);
  const isWritable = isAllWritable(text) && !/ [\n\r\x85\u2028\u2029]/.test(text);
  return {
    blockPlain: plain && isWritable && !block,
    flowPlain: plain && isWritable && !flow,
    single: isWritable && !/[\n\r\x85\u2028\u2029] /.test(text),
    isMultiline,
  };
}

/** Whether characters stand where YAML would take them for its own, in blocks and in brackets. */
function marks(text: string): { block: boolean; flow: boolean } {
  let block = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`])/.test(text);
  let flow = block || /^[?:]/.test(text) || /.[,?[\]{}:]/s.test(text);
  if (/^[-?:]/.test(text) && gap.test(text[1] ?? '')) block = flow = true;
  for (let at = text.indexOf(':', 1); at >= 0 && !block; at = text.indexOf(':', at + 1))
    block = gap.test(text[at + 1] ?? '');
  for (let at = text.indexOf('#', 1); at >= 0 && !block; at = text.indexOf('#', at + 1))
    block = gap.test(text[at - 1] as string);
  flow ||= block;
  return { block, flow };
}

function isAllWritable(text: string): boolean {
  for (const character of text) if (!isWritable(character)) return false;
  return true;
}

/** Characters that libyaml writes as they are; those beyond the basic plane are not among them. */
export function isWritable(character: string): boolean {
  const code = character.codePointAt(0) as number;
  return code === 0x0a || (code >= 0x20 && code <= 0x7e) || (code <= 0xffff && isPrintable(code));
}
