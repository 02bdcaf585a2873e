import type { Diagnostic } from '@fleet/diagnostics';
import { float, type Value } from '@fleet/values';
import { pythonRepr } from '../python/print.js';
import { kindOf, scalarValue, type ScalarKind } from './scalars.js';
import type { ScalarNode } from './tree.js';

/** Python refuses to read longer ones; the time it takes grows with their square. */
const longestInt = 4300;

export type Report = (
  severity: Diagnostic['severity'],
  code: string,
  summary: string,
  node: ScalarNode,
  detail?: string,
) => void;

/** What a text with an explicit tag becomes. */
const kindsOfTags: ReadonlyMap<string, ScalarKind> = new Map<string, ScalarKind>(
  Object.entries({
    'tag:yaml.org,2002:str': 'str',
    'tag:yaml.org,2002:int': 'int',
    'tag:yaml.org,2002:float': 'float',
    'tag:yaml.org,2002:bool': 'bool',
    'tag:yaml.org,2002:null': 'null',
    'tag:yaml.org,2002:timestamp': 'str',
    'tag:yaml.org,2002:python/unicode': 'str',
  }),
);
export const scalarTags: ReadonlySet<string> = new Set(kindsOfTags.keys());

/** Builds texts, numbers, booleans and null, and says what is probably not what its author means. */
export class ScalarBuilder {
  constructor(private readonly report: Report) {}

  /** The value of a text; `null` for one that was refused. */
  build(node: ScalarNode): Value {
    const { text, tag } = node;
    if (tag === '!') return this.checked(text === '' && node.isPlain ? 'str' : kindOf(text), text, node);
    if (tag !== undefined) return this.tagged(tag, node);
    // A block or quoted scalar is a text, whatever it looks like.
    if (!node.isPlain) return text;
    const kind = kindOf(text);
    if (kind !== 'str') return this.checked(kind, text, node);
    if (text !== '=' && text !== '<<') return text;
    return this.refuse(
      'yaml.reserved-word',
      `${text} means something else in YAML`,
      node,
      'Quote it to mean the text.',
    );
  }

  private tagged(tag: string, node: ScalarNode): Value {
    const { text } = node;
    const kind = kindsOfTags.get(tag);
    if (!kind) {
      const detail = tag.startsWith('tag:yaml.org,2002:')
        ? 'Only texts, numbers, booleans, null, mappings and lists are read.'
        : 'A text that begins with ! must be quoted.';
      return this.refuse('yaml.unknown-tag', `nothing is known of the tag ${tag}`, node, detail);
    }
    if (kind === 'str') return text;
    if (kind === 'null') return null;
    // What a tag says is a float may be written as people write them, not only as YAML 1.1 does.
    const isFloat =
      kind === 'float' && /^[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$/.test(text);
    if (isFloat) return float(Number(text.replaceAll('_', '')));
    if (kind === 'float' && text.includes(':') && kindOf(text) === 'int') return scalarValue('float', text);
    if (kindOf(text) === kind) return this.checked(kind, text, node);
    if (kind === 'bool' && kindOf(text.toLowerCase()) === 'bool') return scalarValue('bool', text);
    return this.refuse('yaml.tag-mismatch', `${JSON.stringify(text)} is not of the type ${kind}`, node);
  }

  /** Refuses or warns about plain scalars that are not what they look like. */
  private checked(kind: ScalarKind, text: string, node: ScalarNode): Value {
    if (kind === 'int' && !/[0-9a-f]/i.test(text.replace(/^[-+]?0[bx]?/, '')) && text.endsWith('_'))
      return this.refuse('yaml.number', `${text} is a number without digits`, node, 'Quote it to mean the text.');
    if (kind === 'int' && text.length > longestInt)
      return this.refuse(
        'yaml.number',
        `a number of more than ${longestInt} digits`,
        node,
        'Quote it to mean the text.',
      );
    const value = scalarValue(kind, text);
    if (kind === 'bool' && !/^(?:true|false)$/i.test(text)) {
      this.warn(
        'yaml.boolean-word',
        `${text} is read as ${value === true ? 'true' : 'false'}`,
        node,
        `Write ${value === true ? 'true' : 'false'}, or quote it to mean the word.`,
      );
    } else if (kind === 'int' && /^[-+]?0x/.test(text)) {
      if (typeof value === 'bigint') {
        return this.refuse(
          'yaml.hex-loses-digits',
          // It may be a private key: not even its first digits are told.
          `0x and ${text.replace(/^[-+]?0x/, '').length} hex digits are read as a number`,
          node,
          'Quote it: an address, hash or key is a text.',
        );
      }
      this.warn(
        'yaml.hex-number',
        `${text} is read as the number ${pythonRepr(value)}`,
        node,
        'Quote it to mean the text.',
      );
    } else if ((kind === 'int' || kind === 'float') && text.includes(':')) {
      this.warn(
        'yaml.sexagesimal',
        `${text} is read as the number ${pythonRepr(value)} (base 60)`,
        node,
        'Quote it to mean the text.',
      );
    } else if (kind === 'int' && /^0[0-7_]+$/.test(text)) {
      this.warn(
        'yaml.leading-zero',
        `${text} is read as ${pythonRepr(value)}`,
        node,
        'Quote it to keep the zero, as in a file mode.',
      );
    }
    return value;
  }

  private refuse(code: string, summary: string, node: ScalarNode, detail?: string): null {
    this.report('error', code, summary, node, detail);
    return null;
  }

  private warn(code: string, summary: string, node: ScalarNode, detail: string): void {
    this.report('warning', code, summary, node, detail);
  }
}
