import { describe, expect, it } from '@jest/globals';
import { renderText } from './render-text.js';

/** What Salt adds to Jinja: template, output; grouped by what it shows. */
const cases: Record<string, [template: string, output: string][]> = {
  'data tags': [
    ["{% import_yaml 'map.yaml' as m %}{{ m.port + 1 }} {{ m.names }}", "8091 ['x', 'y']"],
    ["{% import_json 'a.json' as m %}{{ m }}", "{'k': [1, 2.0, None]}"],
    ["{% import_text 'note.txt' as m %}[{{ m }}]", '[hello app]'],
    [
      "{% set key = 'abc' %}{% load_yaml as y %}\n{{ key }}: [1, yes, 0644]\nempty:\n{% endload %}{{ y }}",
      "{'abc': [1, True, 644], 'empty': None}",
    ],
    ['{% load_text as t %}a{{ 1 }}{% endload %}{{ t }}', 'a1'],
    ["{{ 'a: [1, 2]' | load_yaml }} {{ '[1.0]' | load_json }}", "{'a': [1, 2]} [1.0]"],
    ["{% profile as 'x' %}in{% endprofile %}", 'in'],
  ],
  'imports see the names of the render, and where they lie': [
    ["{% from 'lib/map.jinja' import where %}{{ where }} {{ tpldir }}", 'lib lib/map.jinja lib web app'],
    ["{% include './part.sls' %}", 'part of app'],
    ["{% include '../top.sls' %}", 'top'],
  ],
  numbers: [
    [
      '{{ 115792089237316195423570985008687907853269984665640564039457584007913129639935 }}',
      '115792089237316195423570985008687907853269984665640564039457584007913129639935',
    ],
    [
      "{{ '0x10' | is_hex }} {{ '12.5' | to_num }} {{ '2G' | human_to_bytes }} {{ '30MB' | human_to_bytes(handle_metric=true) }}",
      'True 12.5 2147483648 30000000',
    ],
    ['{{ [1, 2, 3, 4] | avg }} {{ 5 | avg }}', '2.5 5.0'],
  ],
  'lists and mappings': [
    [
      '{{ [1, 2] | union([2, 3]) }} {{ [1, 2] | intersect([2]) }} {{ [1, 2] | difference([2]) }} {{ [1, 2] | symmetric_difference([2, 3]) }}',
      '[1, 2, 3] [2] [1] [1, 3]',
    ],
    [
      "{{ {'a': {}} | set_dict_key_value('a:b:c', 1) }} {{ {} | append_dict_key_value('l', 1) }} {{ {'l': [1]} | extend_dict_key_value('l', [2]) }} {{ {} | update_dict_key_value('m', {'k': 1}) }}",
      "{'a': {'b': {'c': 1}}} {'l': [1]} {'l': [1, 2]} {'m': {'k': 1}}",
    ],
    ["{{ {'a': [{'b': 5}]} | traverse('a:0:b') }} {{ {'a': none} | traverse('a', 'x') }}", '5 None'],
    [
      '{{ [1, none, [2, [3]]] | flatten }} {{ [1, [2, [3]]] | flatten(levels=1) }} {{ 5 | sequence }} {{ (1, 2) | sequence }}',
      '[1, 2, 3] [1, 2, [3]] [5] (1, 2)',
    ],
    [
      "{{ [1, 2, 3] | permutations(2) | list | length }} {{ 'abc' | combinations(2) | map('join') | list }} {{ [1, 2] | zip('ab') | list }} {{ [1] | product([2, 3]) | list }}",
      "6 ['ab', 'ac', 'bc'] [(1, 'a'), (2, 'b')] [(1, 2), (1, 3)]",
    ],
    [
      '{{ [1, 2] | compare_lists([1, 3]) }} {{ {"a": 1} | compare_dicts({"a": 2}) }}',
      "{'new': [3], 'old': [2]} {'a': {'old': 1, 'new': 2}}",
    ],
    ["{{ {'a': 1, 'b': [1]} | dict_to_sls_yaml_params }}", '- a: 1\n- b:\n  - 1'],
    [
      "{{ [none, 'a'] | last }} {{ ['a', none] | last }} {{ {'a': none}.get('a', 1) }} {{ {'a': none}['a'] }} {{ [{'a': none}] | map(attribute='a') | list }}",
      'a None None None [None]',
    ],
  ],
  texts: [
    [
      "{{ 'a1b22' | regex_replace('([0-9]+)', '<\\\\1>') }} {{ 'AB' | regex_search('b', ignorecase=true) }} {{ 'x' is match('X', true) }}",
      'a<1>b<22> () True',
    ],
    [
      "{{ 'web1' | check_whitelist_blacklist(blacklist=['web*']) }} {{ 'web1' | check_whitelist_blacklist(['db*']) }}",
      'False False',
    ],
    ["{{ '' | quote }} {{ 'a b' | quote }} {{ '$x' | quote }}", "'' 'a b' '$x'"],
    [
      "{{ 'a' | path_join('/b', 'c') }} {{ 0 | strftime('%Y-%m-%d %H:%M:%S') }} {{ '2026-03-01' | strftime('%d.%m.%y %j') }}",
      'a/b/c 1970-01-01 00:00:00 01.03.26 060',
    ],
    ["{{ 'HTTPServerName' | to_snake_case }} {{ 'a_b' | to_camelcase }}", 'http_server_name aB'],
  ],
  hashes: [
    [
      "{{ 'abc' | sha1 }} {{ 'é' | base64_encode }} {{ 'w6k=' | base64_decode }}",
      'a9993e364706816aba3e25717850c26c9cd0d89d w6k= é',
    ],
    ["{{ 'x' | hmac_compute('k') }}", 'c38edc8815c8489f64738978f44008f8596345545f0baa68ef6fcf5c53e57189'],
  ],
  network: [
    [
      "{{ '10.0.0.1' | is_ip }} {{ '::1' | is_ipv4 }} {{ '300.1.1.1' | is_ip }} {{ ['10.0.0.1', 'x', '::1'] | ipaddr }} {{ ['8.8.8.8', '10.0.0.1'] | ipv4('private') }}",
      "True False False ['10.0.0.1', '::1'] ['10.0.0.1']",
    ],
    [
      "{{ '10.0.0.0/29' | network_size }} {{ '10.0.0.0/30' | network_hosts }} {{ 'fd00:0:0:0::1' | ipv6 }}",
      "8 ['10.0.0.1', '10.0.0.2'] fd00::1",
    ],
  ],
  yaml: [
    ["{{ {'b': {'c': [1]}, 'a': 'x: y'} | yaml(false) }}", "a: 'x: y'\nb:\n  c:\n  - 1"],
    [
      "{{ 'yes' | yaml }} {{ {'a': none} | yaml }} {{ 1.0 | yaml_encode }} {{ none | yaml_encode }}",
      "'yes' {a: null} 1.0 null",
    ],
    ["{{ {'z': 1, 'a': 'é'} | json }}", '{"a": "é", "z": 1}'],
  ],
};

const files = {
  'map.yaml': 'port: {{ base }}\nnames: [x, y]\n',
  'a.json': '{"k": [1, 2.0, null]}',
  'note.txt': 'hello {{ sls }}',
  'lib/map.jinja': '{% set where = tpldir ~ " " ~ tplfile ~ " " ~ tpldot ~ " " ~ web %}',
  'app/part.sls': 'part of {{ tpldir }}',
  'top.sls': 'top',
};

describe('templates, beyond Jinja', () => {
  for (const [about, rows] of Object.entries(cases)) {
    it.each(rows)(`${about}: %s`, (template, output) => {
      const actual = renderText(template, { names: { base: 8090, sls: 'app', tpldir: 'app', web: 'web' }, files });
      expect(actual).toBe(output);
    });
  }
});
