// Calls outside AWS that rules about transport and cryptography look at.
import assert from 'node:assert/strict';
import { plain, readUnit } from './helper';

const CASES: readonly (readonly [string, string, unknown])[] = [
  [
    "import https from 'https';\nnew https.Agent({ rejectUnauthorized: false });",
    'node:https.Agent',
    { '0': { rejectUnauthorized: false } },
  ],
  [
    "const tls = require('node:tls');\ntls.connect(443, h, { minVersion: 'TLSv1' });",
    'node:tls.connect',
    { '0': 443, '1': '??"h" is not defined in this file', '2': { minVersion: 'TLSv1' } },
  ],
  ["import { createHash } from 'crypto';\ncreateHash('md5').update(x);", 'node:crypto.createHash', { '0': 'md5' }],
  [
    "import crypto from 'crypto';\ncrypto.createCipheriv('aes-256-ecb', k(), Buffer.alloc(16));",
    'node:crypto.createCipheriv',
    { '0': 'aes-256-ecb', '1': '??result of "k"', '2': 'Buffer.alloc(16)' },
  ],
  ["fetch('http://example.com');", 'node:fetch', { '0': 'http://example.com' }],
  [
    "import axios from 'axios';\naxios.get('http://a', { timeout: 1 });",
    'npm:axios.get',
    { '0': 'http://a', '1': { timeout: 1 } },
  ],
  ["import Redis from 'ioredis';\nnew Redis({ host: 'h' });", 'npm:ioredis', { '0': { host: 'h' } }],
  [
    "import { Pool } from 'pg';\nconst ssl = { rejectUnauthorized: false };\nnew Pool({ ssl });",
    'npm:pg.Pool',
    { '0': { ssl: { rejectUnauthorized: false } } },
  ],
  [
    "import mysql from 'mysql2/promise';\nmysql.createConnection({ ssl: null });",
    'npm:mysql2.createConnection',
    { '0': { ssl: null } },
  ],
  [
    "import jwt from 'jsonwebtoken';\njwt.verify(t, k, { algorithms: ['none'] });",
    'npm:jsonwebtoken.verify',
    {
      '0': '??"t" is not defined in this file',
      '1': '??"k" is not defined in this file',
      '2': { algorithms: ['none'] },
    },
  ],
  ['declare const u: string;\nfetch(u);', 'node:fetch', { '0': '??"u" is not set in this file' }],
  ['const t = Math.random();', 'node:Math.random', {}],
  ["console.log('e', 1);", 'node:console.log', { '0': 'e', '1': 1 }],
  ["process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';", 'node:process.env', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ["process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = 0;", 'node:process.env', { NODE_TLS_REJECT_UNAUTHORIZED: 0 }],
];

describe('script adapter: calls outside AWS', () => {
  for (const [text, type, body] of CASES) {
    it(`${type} in ${text.split('\n').pop() ?? ''}`, () => {
      const { resources } = readUnit(text, 'a.js');
      assert.deepEqual(
        resources.map((r) => [r.type, plain(r.body)]),
        [[type, body]],
      );
    });
  }

  it('does not take a local function for a global', () => {
    assert.deepEqual(readUnit("function fetch(u) {}\nfetch('http://a');").resources, []);
  });
});
