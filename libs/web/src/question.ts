import { pythonStr } from '@fleet/rendering';
import { isMap, stringifyPlain, type Value, type ValueMap } from '@fleet/values';
import type { QueryArgs } from './query.args.js';

export interface Question {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the data that is written out; that of a file is read when it is sent. */
  readonly body: string | undefined;
}

/** A sentence about what cannot be asked that way; it never shows a value, which may be a secret. */
export class QuestionRefused extends Error {
  override readonly name = 'QuestionRefused';
}

/** The methods that change nothing by their meaning. */
export function onlyLooks(method: string): boolean {
  return ['GET', 'HEAD'].includes(method.toUpperCase());
}

/** @throws QuestionRefused */
export function questionOf(url: string, want: QueryArgs): Question {
  const method = want.method.toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(method)) throw new QuestionRefused('`method` must be a word such as GET or POST');
  if (onlyLooks(method) && (want.data !== undefined || want.data_file !== undefined))
    throw new QuestionRefused(`${method} sends no data; choose another method, such as POST`);
  if (want.data !== undefined && want.data_file !== undefined)
    throw new QuestionRefused('`data` and `data_file` are both given: which of them is to be sent?');
  const headers = headersOf(want);
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const body = want.data === undefined ? undefined : bodyOf(want.data, type);
  return {
    url: addressOf(url, want.params),
    method,
    headers: { ...(isMap(want.data ?? null) && type === undefined ? { 'Content-Type': form } : {}), ...headers },
    body,
  };
}

const form = 'application/x-www-form-urlencoded';

function addressOf(url: string, params: ValueMap | undefined): string {
  if (!params || params.size === 0) return url;
  if (!URL.canParse(url)) throw new QuestionRefused('`params` need a whole address, such as https://example.org/');
  const address = new URL(url);
  for (const [name, value] of params) address.searchParams.append(String(name), pythonStr(value));
  return address.href;
}

function headersOf(want: QueryArgs): Record<string, string> {
  const pairs: [string, string][] = [['User-Agent', want.agent]];
  for (const [name, value] of want.header_dict ?? []) pairs.push([String(name), pythonStr(value)]);
  for (const line of want.header_list ?? []) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new QuestionRefused('a header of `header_list` is written as `Name: value`');
    pairs.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
  }
  if (want.username !== undefined)
    pairs.push(['Authorization', `Basic ${Buffer.from(`${want.username}:${want.password ?? ''}`).toString('base64')}`]);
  for (const [name, value] of pairs) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new QuestionRefused('a header has a name that no header may have');

    if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) throw new QuestionRefused(`the header ${name} must be one line of text`);
  }
  return Object.fromEntries(pairs);
}

function bodyOf(data: Value, type: string | undefined): string {
  if (isMap(data)) {
    if (type?.includes('json')) return stringifyPlain(data);
    if (type !== undefined && !type.startsWith(form))
      throw new QuestionRefused(`\`data\` is a mapping, which is sent as a form or as JSON, not as ${type}`);
    return new URLSearchParams(
      [...data].map(([name, value]): [string, string] => [String(name), pythonStr(value)]),
    ).toString();
  }
  if (Array.isArray(data)) {
    if (type?.includes('json')) return stringifyPlain(data);
    throw new QuestionRefused('`data` is a list, which is sent only as JSON: say so in the header Content-Type');
  }
  return pythonStr(data);
}
