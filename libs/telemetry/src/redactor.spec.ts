import { Float, tuple, Tuple, type Value, type ValueMap } from '@fleet/values';
import { describe, expect, it } from '@jest/globals';
import { mask, Redactor } from './redactor.js';

const key = '0x8f2a55949038a9610f50fb23b5883af3b4ecb3c3bb792cbcefbd1542c692be63';

function knowing(...secrets: string[]): Redactor {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.addSecret(secret);
  return redactor;
}

describe('known secrets in texts', () => {
  it.each([
    ['in the middle', ['hunter22'], 'a hunter22 b', `a ${mask} b`],
    ['at both ends, twice', ['abcd'], 'abcd-abcd', `${mask}-${mask}`],
    ['the longer one wins', ['abcd', 'abcdef'], 'xabcdefx', `x${mask}x`],
    ['overlapping ones leave no tail', ['abcdef', 'efghij'], 'xabcdefghijx', `x${mask}x`],
    ['one inside another leaves no tail', ['bcde', 'abcdefgh'], 'xabcdefghx', `x${mask}x`],
    ['escaped in JSON', ['pass"word\n1'], JSON.stringify({ x: 'pass"word\n1' }), `{"x":"${mask}"}`],
    ['in a URL', ['p@ss/word'], 'https://u:p%40ss%2Fword@h', `https://u:${mask}@h`],
    ['in hex without its prefix', [key], `a ${key.slice(2)}`, `a ${mask}`],
    ['in hex of the other case', [key], `a ${key.slice(2).toUpperCase()}`, `a ${mask}`],
    ['as base64', ['correct horse'], Buffer.from('correct horse').toString('base64'), mask],
    ['a short one alone', ['abc'], 'abc', mask],
    ['a short one inside a word is left', ['abc'], 'abcd', 'abcd'],
    ['of non-Latin script', ['пароль'], 'мой пароль тут', `мой ${mask} тут`],
    ['a lone surrogate does no harm', ['ab\ud800cd'], 'xab\ud800cdx', `x${mask}x`],
    ['nothing known', [], 'plain', 'plain'],
  ])('%s', (_case, secrets, text, expected) => {
    expect(knowing(...secrets).redactText(text)).toBe(expected);
  });

  it('masks the lines of a PEM key even where a diff puts a sign before each', () => {
    const pem =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQ\nikTmiCqirVv9mWG9qfSn\n-----END PRIVATE KEY-----\n';
    const diff = pem
      .split('\n')
      .map((line) => `+${line}`)
      .join('\n');
    const shown = knowing(pem).redactText(diff);
    expect(shown).toContain('+-----BEGIN PRIVATE KEY-----');
    expect(shown).not.toMatch(/MC4CAQ|ikTmi/);
  });

  it('finds each of thousands of secrets', () => {
    const secrets = Array.from({ length: 5000 }, (_, index) => `secret-${index}-${(index * 7919).toString(36)}`);
    const redactor = knowing(...secrets);
    expect(redactor.redactText(secrets.join(' '))).toBe(secrets.map(() => mask).join(' '));
  });
});

describe('assignments to secret-sounding names', () => {
  it.each([
    ['an env file', 'A=1\nNODE_PRIVATE_KEY=0xabc\nB=2', `A=1\nNODE_PRIVATE_KEY=${mask}\nB=2`],
    ['a diff of one', '+NODE_PRIVATE_KEY="0xabc"', `+NODE_PRIVATE_KEY="${mask}"`],
    [
      'names of another kind',
      'AWS_SECRET_ACCESS_KEY=a\nKEY_PASSPHRASE=b',
      `AWS_SECRET_ACCESS_KEY=${mask}\nKEY_PASSPHRASE=${mask}`,
    ],
    ['an option', 'run --token=abc --x=1', `run --token=${mask} --x=1`],
    ['a query', 'GET /?a=1&token=abc&b=2', `GET /?a=1&token=${mask}&b=2`],
    ['YAML up to the end of the line', '  mnemonic: one two three\nnext: 1', `  mnemonic: ${mask}\nnext: 1`],
    [
      'a flow mapping, as excerpts show it',
      'n2: {NODE_PRIVATE_KEY: 0xabc, CHAINID: 7, token: "a, b"}',
      `n2: {NODE_PRIVATE_KEY: ${mask}, CHAINID: 7, token: "${mask}"}`,
    ],
    ['JSON', '{"a": 1, "password": "x y", "token":12}', `{"a": 1, "password": "${mask}", "token":${mask}}`],
    [
      'what an option is given',
      "run --token abc --password 'x y' --a b",
      `run --token ${mask} --password '${mask}' --a b`,
    ],
    ['an option that only switches', 'fleetctl --show-secrets web1 x.y', 'fleetctl --show-secrets web1 x.y'],
    ['a header on a command line', `curl -H 'X-Api-Key: a b' -H "A: b" x`, `curl -H 'X-Api-Key: ${mask}' -H "A: b" x`],
    ['a header in JSON', '{"c":"-H \\"Authorization: token x\\" y"}', `{"c":"-H \\"Authorization: ${mask}\\" y"}`],
    [
      'JSON in JSON',
      '{"a":"{\\"password\\":\\"x\\\\\\"y\\",\\"b\\":1}"}',
      `{"a":"{\\"password\\":\\"${mask}\\",\\"b\\":1}"}`,
    ],
    ['a list in JSON', '{"api_keys": ["x", "y"], "b": 1}', `{"api_keys": ["${mask}"], "b": 1}`],
    ['PHP and Ruby', `'password' => 'x', :password => "y"`, `'password' => '${mask}', :password => "${mask}"`],
    ['JavaScript and Python', `{password:"x"} {'token': u'y'}`, `{password:"${mask}"} {'token': u'${mask}'}`],
    ['a value of any characters', 'A=1\nDB_PASSWORD=a&b"c;d,e\nB=2', `A=1\nDB_PASSWORD=${mask}\nB=2`],
    ['a quote within quotes of a shell', `PASSWORD='a'\\''b' x`, `PASSWORD='${mask}' x`],
    ['a command after an assignment', 'PGPASSWORD=x pg_dump db', `PGPASSWORD=${mask} pg_dump db`],
    ['a phrase without quotes', `MNEMONIC=${'abandon '.repeat(12)}`, `MNEMONIC=${mask} `],
    ['a block of YAML', 'a:\n  password: |\n    x\n\n    y\n  b: 1', `a:\n  password: |\n    ${mask}\n  b: 1`],
    ['the block of a list', '- token: >-\n    x\n- b: 1', `- token: >-\n    ${mask}\n- b: 1`],
    ['a diff of a block', '+token: |\n+  x\n+b: 1', `+token: |\n+  ${mask}\n+b: 1`],
    ['an assignment in quotes', 'Environment="DB_PASSWORD=x" "A=1"', `Environment="DB_PASSWORD=${mask}" "A=1"`],
    ['a comparison is none', 'if token == other', 'if token == other'],
    ['a sentence is none', 'template: unexpected token: name', 'template: unexpected token: name'],
    ['an empty value stays empty', 'PASSWORD=""', 'PASSWORD=""'],
    ['a mapping below is left to its lines', 'secret:\n  a: 1', 'secret:\n  a: 1'],
  ])('%s', (_case, text, expected) => {
    expect(new Redactor().redactText(text)).toBe(expected);
  });

  it.each([
    ['a word', 'a'.repeat(1_000_000)],
    ['digits in hex', 'deadbeef'.repeat(120_000)],
    ['dashes', '-'.repeat(1_000_000)],
    ['numbers', '1.'.repeat(500_000)],
    ['quotes', `"a='`.repeat(250_000)],
    ['escaped quotes', String.raw`\"a\":`.repeat(150_000)],
    ['an open block', `a: |\n${'  b\n'.repeat(250_000)}`],
    ['braces', '{a: '.repeat(250_000)],
    ['options', '--a '.repeat(250_000)],
    ['a list without commas', `"password": [${'"a"  '.repeat(200_000)}`],
    ['a list that never ends', `"password": [${'"a",'.repeat(250_000)}`],
    ['lists within lists', `"token": ["'token':[', `.repeat(45_000)],
    ['secrets in quotes', `"token='`.repeat(120_000)],
    ['secrets in escaped quotes', String.raw`\"token\":`.repeat(100_000)],
    ['quotes within quotes', `TOKEN='a${`'\\''`.repeat(250_000)}`],
    ['open blocks', `token: |\n${'  token: |\n'.repeat(90_000)}`],
    ['blocks in blocks', Array.from({ length: 1_400 }, (_, depth) => `${' '.repeat(depth)}token: |\n`).join('')],
    ['secret options', '--token '.repeat(125_000)],
    ['blank values', `token: ${' '.repeat(1_000_000)}`],
  ])('are looked for in %s of a megabyte within its length, not its square', (_case, long) => {
    expect(new Redactor().redactText(`${long}\ntoken=abc\n"x": y: 'z':"`)).toContain(`token=${mask}`);
  });

  it('keeps to the names that were configured', () => {
    const redactor = new Redactor({ keys: [/^pin$/g] });
    expect(redactor.redactText('pin=1234 pin=5678 token=abc')).toBe(`pin=${mask} pin=${mask} token=abc`);
  });
});

describe('values', () => {
  const pillar: ValueMap = new Map<Value, Value>([
    [
      'node_01',
      new Map<Value, Value>([
        ['NODE_PRIVATE_KEY', key],
        ['CHAINID', 421614],
      ]),
    ],
    ['wallets', new Map<Value, Value>([['secret', ['first one', new Map<Value, Value>([['deep', 'second one']])]]])],
    ['token', null],
    ['api_key', 12345678901234567890n],
  ]);

  it('masks what stands under secret-sounding keys, at any depth, and keeps the rest', () => {
    const shown = new Redactor().redactValue(pillar);
    expect(shown.get('node_01')).toEqual(
      new Map<Value, Value>([
        ['NODE_PRIVATE_KEY', mask],
        ['CHAINID', 421614],
      ]),
    );
    expect(shown.get('wallets')).toEqual(new Map([['secret', [mask, new Map([['deep', mask]])]]]));
    expect(shown.get('token')).toBeNull();
    expect(shown.get('api_key')).toBe(mask);
    expect((pillar.get('node_01') as ValueMap).get('NODE_PRIVATE_KEY')).toBe(key);
  });

  it('masks the word after an option in a list of words', () => {
    const words = ['run', '--password', 'x', '--show-secrets', 'y'];
    expect(new Redactor().redactValue<Value>(words)).toEqual(['run', '--password', mask, '--show-secrets', 'y']);
  });

  it('learns a pillar, and then knows its secrets under any name, in keys and as numbers', () => {
    const redactor = new Redactor();
    redactor.addSecrets(pillar);
    expect(redactor.redactValue(['x', `diff +${key}`, 12345678901234567890n])).toEqual(['x', `diff +${mask}`, mask]);
    expect(redactor.redactValue(new Map([[key, 1]]))).toEqual(new Map([[mask, 1]]));
    expect(redactor.redactText('the second one')).toBe(`the ${mask}`);
    expect(redactor.redactText('421614')).toBe('421614');
    expect([redactor.isSecret(`a ${key}`), redactor.isSecret('plain')]).toEqual([true, false]);
  });

  it('learns what paths name', () => {
    const redactor = new Redactor();
    redactor.addSecrets(new Map([['nodes', [new Map([['pin', 'blue-elephant']])]]]), ['nodes:*:pin']);
    expect(redactor.redactText('blue-elephant')).toBe(mask);
  });

  it('shares what holds no secret, keeps tuples and boxed floats', () => {
    const plain: Value = [1, [new Float(1)], 'x'];
    expect(new Redactor().redactValue(plain)).toBe(plain);
    const shown = knowing('hunter22').redactValue<Value>(tuple(['hunter22', new Float(2)]));
    expect(shown).toBeInstanceOf(Tuple);
    expect([...(shown as Tuple)]).toEqual([mask, new Float(2)]);
  });

  it('masks known secrets only, where asked', () => {
    expect(new Redactor().redactValue(new Map([['token', 'abc']]), { knownOnly: true })).toEqual(
      new Map([['token', 'abc']]),
    );
  });

  it('makes errors, mappings and cycles plain for a log', () => {
    const cyclic: Record<string, unknown> = {
      password: 'x',
      error: new Error('bad', { cause: new Error('token=abc') }),
    };
    cyclic.self = cyclic;
    cyclic.map = new Map([['a', new Float(1)]]);
    expect(knowing('hunter22').redactJson(cyclic)).toMatchObject({
      password: mask,
      self: '[cycle]',
      map: { a: 1 },
      error: { type: 'Error', message: 'bad', cause: { message: `token=${mask}` } },
    });
  });
});
