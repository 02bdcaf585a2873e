import { describe, expect, it } from '@jest/globals';
import { linesByGrains } from './grain-conditions.js';

describe('lines that hang on grains', () => {
  it.each([
    ['a: 1\n', []],
    ["{% if grains['id'] == 'web1' %}\nkey: 1\n{% endif %}\n", []],
    ["{% if grains.id == 'x' or grains.get('id') == 'y' %}\nkey: 1\n{% endif %}\n", []],
    ["{% if grains['role'] == 'db' %}\nkey: 1\n{% else %}\nkey: 2\n{% endif %}\nlast: 3\n", [2, 4]],
    ["{% if x %}\nkey: 1\n{% elif grains.os == 'Debian' %}\nkey: 2\n{% endif %}\n", [4]],
    ['{% set role = grains.get("role") %}\n{% if role == "db" %}\nkey: 1\n{% endif %}\n', [3]],
    ['key: {{ grains.os }}-secret\nother: 1\n', [1]],
    ['{# {% if grains.os %} #}\nkey: 1\n', []],
    ['{% for g in grains.roles %}\n{% if x %}\nkey: 1\n{% endif %}\n{% endfor %}\nlast: 1\n', [3]],
  ])('%j', (text, wanted) => expect([...linesByGrains(text)]).toEqual(wanted));
});
