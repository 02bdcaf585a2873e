import { float, int, type Value } from '@fleet/values';

const patterns = {
  bool: /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  null: /^(?:~|null|Null|NULL|)$/,
  int: /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  float:
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  timestamp:
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
};

/** What a plain scalar stands for in YAML 1.1, as Salt's loader reads it. */
export type ScalarKind = 'bool' | 'null' | 'int' | 'float' | 'str';

/** Most texts begin with a letter that starts none of the others: one look decides. */
const special = /^[-+.0-9~nNyYtTfFoO]|^$/;

export function kindOf(text: string): ScalarKind {
  if (!special.test(text)) return 'str';
  if (patterns.int.test(text)) return 'int';
  if (patterns.float.test(text)) return 'float';
  if (patterns.bool.test(text)) return 'bool';
  return patterns.null.test(text) ? 'null' : 'str';
}

/** Whether a text, written plain, would be read as something else than that text; for the writer of YAML. */
export function readsAsOther(text: string): boolean {
  return kindOf(text) !== 'str' || patterns.timestamp.test(text) || text === '=' || text === '<<';
}

export function scalarValue(kind: ScalarKind, text: string): Value {
  switch (kind) {
    case 'str':
      return text;
    case 'null':
      return null;
    case 'bool':
      return /^(?:y|t|on$)/i.test(text);
    case 'int':
      return intValue(text);
    case 'float':
      return floatValue(text);
  }
}

/** Salt reads `0644` as 644: leading zeros are dropped, not taken for octal. A sign keeps them octal. */
function intValue(written: string): Value {
  const text = written.replaceAll('_', '');
  if (/^0[0-7]+$/.test(text)) return int(BigInt(text.replace(/^0+(?=.)/, '')));
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const value = magnitude(digits);
  return int(negative ? -value : value);
}

function magnitude(digits: string): bigint {
  if (digits.includes(':')) return digits.split(':').reduce((total, part) => total * 60n + BigInt(part), 0n);
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits}`);
  return BigInt(digits === '' ? 0 : digits);
}

function floatValue(written: string): Value {
  const text = written.replaceAll('_', '').toLowerCase();
  if (text.endsWith('.nan')) return NaN;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (digits === '.inf') return sign * Infinity;
  if (digits.includes(':'))
    return float(sign * digits.split(':').reduce((total, part) => total * 60 + Number(part), 0));
  return float(sign * Number(digits));
}
