import { truthy } from '../python/compare.js';
import { iterate, stringOf, textOf } from '../python/objects.js';
import { compileRegex, matchGroups, replaceAll } from '../python/regex.js';
import { required } from '../python/signature.js';
import { characters } from '../python/text.js';
import { tupleOf, typeError, type Thing } from '../python/things.js';
import { doubleQuoted, singleQuoted } from '../yaml/scalar-text.js';
import { dumpYaml } from '../yaml/dump.js';
import { toValue } from '../compile/to-value.js';
import { filter, type FilterFamily } from './definition.js';
import { expressionMatches } from './expression-match.js';
import { intFromText } from './numbers.js';
import { joinPath } from './path-join.js';
import { humanToBytes, toNumber } from './salt-numbers.js';
import { strftime } from './strftime.js';

const flags = { ignorecase: false, multiline: false } as const;

function matching(anchored: boolean): FilterFamily[string] {
  const where = anchored ? 'at the beginning' : 'anywhere';
  return filter(`The groups of a match ${where} of the text, or None.`, { rgx: required, ...flags }, (value, args) => {
    const regex = compileRegex(textOf(args.rgx), {
      ignoreCase: truthy(args.ignorecase),
      multiline: truthy(args.multiline),
    });
    const groups = matchGroups(regex, textOf(value), anchored);
    return groups ? tupleOf(groups) : null;
  });
}

function camelToSnake(text: string): string {
  const letters = characters(text);
  const isUpper = (char: string | undefined): boolean => char !== undefined && char !== char.toLowerCase();
  const isLower = (char: string | undefined): boolean => char !== undefined && char !== char.toUpperCase();
  return letters
    .map((char, index) => {
      const startsWord = index > 0 && isUpper(char) && (isLower(letters[index - 1]) || isLower(letters[index + 1]));
      return (startsWord ? '_' : '') + char.toLowerCase();
    })
    .join('');
}

export const saltTextFilters: FilterFamily = {
  regex_match: matching(true),
  regex_search: matching(false),
  regex_replace: filter(
    'Every match replaced; `\\1` is the first group.',
    { rgx: required, val: required, ...flags },
    (value, args, engine) => {
      const regex = compileRegex(textOf(args.rgx), {
        ignoreCase: truthy(args.ignorecase),
        multiline: truthy(args.multiline),
      });
      const text = textOf(value);
      engine.budget.made(text.length);
      return replaceAll(regex, text, textOf(args.val), (length) => engine.budget.joined(length));
    },
  ),
  regex_escape: filter('Every character that means something in a pattern escaped.', {}, (value) =>
    textOf(value).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&'),
  ),
  quote: filter('Quoted for a shell.', {}, (value) => {
    if (!truthy(value)) return "''";
    const text = textOf(value);
    return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
  }),
  to_snake_case: filter('`camelCase` as `camel_case`.', {}, (value) => camelToSnake(textOf(value))),
  to_camelcase: filter('`snake_case` as `snakeCase`, or `SnakeCase`.', { uppercamel: false }, (value, args) => {
    const words = textOf(value).split('_');
    const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
    return words.map((word, index) => (index > 0 || truthy(args.uppercamel) ? capital(word) : word)).join('');
  }),
  contains_whitespace: filter('Whether there is whitespace in it.', {}, (value) =>
    /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(textOf(value)),
  ),
  substring_in_list: filter('Whether a text of the list contains it.', { list_to_search: required }, (value, args) => {
    for (const item of iterate(args.list_to_search)) if (textOf(item).includes(textOf(value))) return true;
    return false;
  }),
  check_whitelist_blacklist: filter(
    'Whether the lists of globs and patterns let it pass; the blacklist speaks first.',
    { whitelist: null, blacklist: null },
    (value, args) => {
      const matches = (list: Thing): boolean =>
        (typeof list === 'string' ? [list] : [...iterate(list)]).some((pattern) =>
          expressionMatches(textOf(value), textOf(pattern)),
        );
      if (truthy(args.blacklist) && matches(args.blacklist)) return false;
      return !truthy(args.whitelist) || matches(args.whitelist);
    },
  ),
  human_to_bytes: filter(
    '`2G`, `64KiB` as a number of bytes; 0 where it is none.',
    { default_unit: 'B', handle_metric: false },
    (value, args) => humanToBytes(value, textOf(args.default_unit), truthy(args.handle_metric)),
  ),
  to_num: filter('A number where it is one, else the text.', {}, (value) => toNumber(value)),
  str_to_num: filter('A number where it is one, else the text.', {}, (value) => toNumber(value)),
  is_hex: filter(
    'Whether it is a text of hexadecimal digits.',
    {},
    (value) => typeof value === 'string' && intFromText(value, 16) !== undefined,
  ),
  yaml_encode: filter('One scalar as YAML; texts in double quotes.', {}, (value) => {
    if (typeof value === 'string') return doubleQuoted(value);
    if (Array.isArray(value) || value instanceof Map)
      return typeError('yaml_encode() only works with YAML scalar data');
    return dumpYaml(toValue(value, 'yaml_encode'), {}).replace(/\n(?:\.\.\.\n)?$/, '');
  }),
  yaml_dquote: filter('In double quotes, as YAML.', {}, (value) => doubleQuoted(stringOf(value))),
  yaml_squote: filter('In single quotes, as YAML.', {}, (value) => singleQuoted(stringOf(value))),
  path_join: filter(
    'Parts of a path joined, and made normal.',
    {},
    (value, args) => {
      for (const name of args.named.keys())
        if (name !== 'use_posixpath') typeError(`path_join() takes no argument '${name}'`);
      return joinPath([value, ...args.rest].map((part) => textOf(part)));
    },
    { rest: 'both' },
  ),
  skip: filter('Nothing: the value is not printed.', {}, () => ''),
  strftime: filter('A time by a format of strftime, in UTC.', { format: '%Y-%m-%d' }, (value, args, engine) =>
    strftime(value, textOf(args.format), engine.now),
  ),
  date_format: filter('A time by a format of strftime, in UTC.', { format: '%Y-%m-%d' }, (value, args, engine) =>
    strftime(value, textOf(args.format), engine.now),
  ),
};
