import { describe, expect, test } from 'vitest';
import { canonical, hashOf, sha256 } from '../src/hash';
import { sha256Plain } from '../src/sha256';

describe('the canonical form (RFC 8785)', () => {
  test('sorts keys by UTF-16 code units, as in the example of section 3.2.3', () => {
    const value = { '\u20ac': 'Euro Sign', '\r': 'Carriage Return', '\ufb33': 'Hebrew Letter Dalet With Dagesh', '1': 'One', '\ud83d\ude00': 'Emoji: Grinning Face', '\u0080': 'Control', '\u00f6': 'Latin Small Letter O With Diaeresis' };
    expect(Object.keys(JSON.parse(canonical(value)) as object).filter((key) => key !== '1')).toEqual(['\r', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']);
    expect(canonical(value).startsWith('{"\\r":"Carriage Return","1":"One"')).toBe(true);
  });

  test('writes strings, numbers and literals as in the example of section 3.2.2', () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\/', literals: [null, true, false] };
    expect(canonical(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  test('leaves absent members out and keeps the order of lists', () => {
    expect(canonical({ b: undefined, a: [3, 1, { d: 1, c: 2 }] })).toBe('{"a":[3,1,{"c":2,"d":1}]}');
  });

  test('refuses a number that JSON does not have', () => {
    expect(() => canonical({ a: Number.NaN })).toThrow();
  });
});

describe('SHA-256', () => {
  test('matches the vectors of FIPS 180-4', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(await sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('is the same without crypto.subtle, at every length around a block and for long text', async () => {
    const lengths = [...Array.from({ length: 200 }, (_, n) => n), 1000, 65_537, 1_000_003];
    for (const length of lengths) {
      const bytes = new Uint8Array(length).map((_, i) => (i * 31 + length) & 255);
      expect(sha256Plain(bytes), `length ${length}`).toEqual(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    }
  });

  test('equal boards have equal hashes whatever the order of their keys', async () => {
    expect(await hashOf({ a: 1, b: [{ c: 'ї', d: 2 }] })).toBe(await hashOf({ b: [{ d: 2, c: 'ї' }], a: 1 }));
    expect(await hashOf({ a: 1 })).not.toBe(await hashOf({ a: 2 }));
  });
});
