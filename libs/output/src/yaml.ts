import { Document, Scalar, YAMLMap, YAMLSeq, Pair } from 'yaml';
import { Float, type Value } from '@fleet/values';

/** A value as YAML: floats keep their `.0`, ints all their digits, texts that YAML would read as something else their quotes. */
export function formatYaml(value: Value): string {
  const document = new Document(null, { version: '1.1' });
  document.contents = node(value);
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function node(value: Value): Scalar | YAMLMap | YAMLSeq {
  if (value instanceof Map) {
    const map = new YAMLMap();
    for (const [key, item] of value) map.items.push(new Pair(node(key), node(item)));
    return map;
  }
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map(node);
    return list;
  }
  if (!(value instanceof Float)) return new Scalar(value);
  const scalar = new Scalar(value.value);
  scalar.minFractionDigits = 1;
  return scalar;
}
