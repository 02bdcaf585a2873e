import { describe, expect, it } from '@jest/globals';
import { renderText } from '../render/render-text.js';

/** What the filters of Salt 3007 yield, by its source and by the libraries of Python that it calls. */
const cases: Record<string, [template: string, output: string][]> = {
  paths: [
    ["{{ 'a' | path_join('/b', 'c') }} {{ '/' | path_join('b') }} {{ '/a/' | path_join('../b') }}", 'a/b/c /b /b'],
    ["{{ '' | path_join('b') }} {{ 'a' | path_join('') }} {{ '//a' | path_join('b') }}", 'b a //a/b'],
    ["{{ '../x' | path_join('..', 'y') }} {{ '/..' | path_join('a') }} {{ 'a/./b//c' | path_join }}", '../y /a a/b/c'],
  ],
  addresses: [
    [
      "{{ '192.168.0.1' | is_ip }} {{ '10.0.0.0/8' | is_ip }} {{ ' 1.2.3.4' | is_ip }} {{ '010.0.0.1' | is_ip }}",
      'True True False False',
    ],
    [
      "{{ '192.168.1.5/255.255.255.0' | ipaddr }} {{ '1.2.3.4/0.0.0.255' | ipv4 }} {{ 'fe80::1%eth0/64' | ipv6 }}",
      '192.168.1.5/24 1.2.3.4/24 fe80::1%eth0/64',
    ],
    [
      "{{ ['::1', '10.0.0.1', 'x', 5] | ipaddr }} {{ {} | ipaddr }} {{ 'x' | ipaddr }}",
      "['10.0.0.1', '0.0.0.5', '::1'] None None",
    ],
    [
      "{{ ['8.8.8.8', '10.0.0.1', '127.0.0.1'] | ipv4('private,loopback') }} {{ '8.8.8.8' | is_ip('public') }}",
      "['127.0.0.1'] True",
    ],
    [
      "{{ 'fec0::1' | is_ipv6('site-local') }} {{ '224.0.0.1' | is_ipv4('multicast') }} {{ '2001:DB8::1' | ipv6('reserved') }}",
      'True True None',
    ],
    [
      "{{ '192.168.0.1/28' | ip_host }} {{ ['10.0.0.1', '::1'] | ip_host(version=4) }} {{ 'x' | ip_host }}",
      "192.168.0.1/28 ['10.0.0.1/32'] None",
    ],
    [
      "{{ '10.0.0.1/30' | network_hosts }} {{ '2001:db8::/126' | network_hosts | length }} {{ '10.0.0.0/31' | network_hosts }} {{ ['10.0.0.9'] | network_hosts }}",
      "['10.0.0.1', '10.0.0.2'] 3 ['10.0.0.0', '10.0.0.1'] [['10.0.0.9']]",
    ],
    [
      "{{ '2001:db8::/64' | network_size }} {{ ['10.0.0.0/8', 'x'] | network_size }} {{ 'x' | network_size }}",
      '18446744073709551616 [16777216] None',
    ],
    [
      "{{ 'AC:DE:48' | gen_mac | length }} {{ '00:16' | gen_mac | regex_match('(00:16)(:[0-9A-F]{2}){3}$') is not none }}",
      '17 True',
    ],
  ],
  times: [
    [
      "{{ 1769913296 | strftime('%a %A %b %e|%k %l|%U %W %V %G %g|%c|%D|%R|%r|%T|%x %X|%C %j %u %w %y %P %p|%z%Z|') }}",
      'Sun Sunday Feb  1| 2  2|05 04 05 2026 26|Sun Feb  1 02:34:56 2026|02/01/26|02:34|02:34:56 AM|02:34:56|02/01/26 02:34:56|20 032 7 0 26 am AM||',
    ],
    [
      "{% for day in ['2026-01-01', '2027-01-03', '2024-12-30', '2023/01/01'] %}{{ day | strftime('%U %W %V %G %j') }};{% endfor %}",
      '00 00 01 2026 001;01 00 53 2026 003;52 53 01 2025 365;01 00 52 2022 001;',
    ],
    ["{{ '1040814000' | strftime }} {{ 1040814000 | date_format('%Y') }}", '2002-12-25 2002'],
  ],
  'lists and mappings': [
    ['{{ [1, 2, 2] | compare_lists([2, 3]) }} {{ [1] | compare_lists([1]) }}', "{'new': [3], 'old': [1]} {}"],
    [
      "{{ {'a': 1, 'b': ''} | compare_dicts({'a': 1, 'c': ''}) }}",
      "{'c': {'old': '', 'new': ''}, 'b': {'new': '', 'old': ''}}",
    ],
    [
      "{{ [1, (2, [3]), {'k': 1}, 'ab', 'None', none] | flatten }} {{ [none, 1] | flatten(preserve_nulls=true) }}",
      "[1, 2, 3, 'k', 'ab'] [None, 1]",
    ],
    ["{{ ['foo', 'Foo', 'bar', 'Bar'] | sorted_ignorecase }}", "['bar', 'Bar', 'foo', 'Foo']"],
    [
      "{{ ['+--+', '| Id | User |', '+--+', '| 7 | root |', ''] | mysql_to_dict('User') }}",
      "{'root': {'Id': 7, 'User': 'root'}}",
    ],
    ["{{ {'z': {'y': 1, 'x': 2}, 'a': [1]} | dict_to_sls_yaml_params }}", '- z:\n    x: 2\n    y: 1\n- a:\n  - 1'],
    [
      "{{ {'a': none} | update_dict_key_value('a', {'k': 1}) }} {{ {} | set_dict_key_value('a|b', 1, delimiter='|') }}",
      "{'a': {'k': 1}} {'a': {'b': 1}}",
    ],
    ["{{ '5' | avg }} {{ [1, 2] | avg }} {{ [0, 0] | exactly_n_true(0) }}[{{ 'x' | skip }}]", '5.0 1.5 True[]'],
    [
      "{{ {'a': {1: {true: 'x', 1.5: 'y'}}} | traverse('a:1:true') }} {{ [{'k': 5}, 2] | traverse('1') }} {{ 'abc' | traverse('x', 'no') }} {{ [{1: 'embedded'}, 2] | traverse('1') }}",
      'x 2 no embedded',
    ],
  ],
  'numbers and texts': [
    [
      "{{ 1.7 | to_num }} {{ true | to_num }} {{ ' 12 ' | to_num }} {{ '1_0' | to_num }} {{ '1e3' | to_num }} {{ 'x' | to_num }}",
      '1 1 12 10 1000.0 x',
    ],
    [
      "{{ '9007199254740993' | human_to_bytes }} {{ '1.5K' | human_to_bytes }} {{ '2MB' | human_to_bytes(handle_metric=true) }} {{ '3' | human_to_bytes('k') }} {{ '3x' | human_to_bytes }} {{ 12 | human_to_bytes }}",
      '9007199254740993 1536 2000000 3072 0 12',
    ],
    [
      "{{ 'a_1bc_dE' | to_camelcase }} {{ 'x' | contains_whitespace }} {{ 'x\ty' | contains_whitespace }}",
      'a1bcDe False True',
    ],
    ["{{ none | quote }} {{ 0 | quote }} {{ 'é' | quote }}", "'' '' 'é'"],
    [
      "{{ 'web1' | check_whitelist_blacklist('web[!2]', 'db*') }} {{ 'ab' | check_whitelist_blacklist(['a|c']) }} {{ 'a' | check_whitelist_blacklist(['a|c']) }} {{ 'x[' | check_whitelist_blacklist(['x[']) }}",
      'True True True True',
    ],
    [
      "{{ 'ab' | regex_replace('(?P<x>a)(b)', '\\\\2\\\\g<x>') }} {{ 'abxd' | regex_replace('x*', '-') }} {{ 'aé1' | regex_search('(\\\\w+)') }} {{ 'a\n' | regex_match('(a)$') }}",
      "ba -a-b--d- ('aé1',) ('a',)",
    ],
  ],
  'bytes as text': [
    ["{{ 'aGk=' | base64_decode }} {{ 'a G k =' | base64_decode }}", 'hi hi'],
    ["{{ 'x' | hmac('k', '3gQ=') }}", 'False'],
  ],
};

describe('the filters of Salt', () => {
  for (const [about, rows] of Object.entries(cases))
    it.each(rows)(`${about}: %s`, (template, output) => expect(renderText(template, { names: {} })).toBe(output));

  const refused: [template: string, says: RegExp][] = [
    ['{{ 1 | md5 }}', /template\.type/],
    ['{{ 5 | regex_replace("a", "b") }}', /template\.type/],
    ['{{ "a" | regex_replace("(?=a)", "b") }}', /template\.regex.*\n.*Look-around/s],
    ['{{ "a" | regex_replace("a", "\\\\2") }}', /invalid group reference 2/],
    ['{{ "a" | regex_replace("a", "\\\\q") }}', /means nothing in a replacement/],
    ['{{ "abc" | base64_decode }}', /not base 64/],
    ['{{ none | to_num }}', /template\.type/],
    ['{{ {"a": 1} | update_dict_key_value("a", {}) }}', /not a dict/],
    ['{% set x = [1] %}{{ [x, x] | flatten }}', /Reference cycle/],
    ['{{ "10.0.0.1" | ipv4("inner") }}', /no kind of address/],
    ['{{ [1] | json_query("a") }}', /json_query/],
    ['{{ "/etc" | is_empty }}', /is_empty/],
    ['{{ "x" | strftime }}', /not a time/],
    ['{{ ["| a |", "| 1 |"] | mysql_to_dict("b") }}', /no column b/],
  ];
  it.each(refused)('%s is refused', (template, says) => expect(renderText(template, { names: {} })).toMatch(says));
});
