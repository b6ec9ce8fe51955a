// From a keystroke to its diagnostics, through everything that the language server does for one.
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileAccess } from '../../server/core/project';
import type { KindIndex } from '../../server/core/kind-index';
import { defaultSettings } from '../../server/core/settings';
import { diagnosticsOf } from '../../server/lsp/diagnostics';
import { createSession, syncDocument, type Session } from '../../server/lsp/session';
import { adapters } from '../support/memory-project';
import { ms, row, summarise, target, watch } from './measure';
import { moduleTree, python, script, stackTree, template, terraform } from './texts';

type Texts = Readonly<Record<string, string>>;

interface Case {
  readonly name: string;
  readonly files: Texts;
  /** The file that is typed in. */
  readonly path: string;
  /** Milliseconds for the 95th percentile. */
  readonly limit: number;
}

const CASES: readonly Case[] = [
  one('CloudFormation, 1,000 lines', 'template.yaml', template(1000), 10),
  one('CloudFormation, 10,000 lines', 'template.yaml', template(10_000), 30),
  one('CloudFormation, 500 resources', 'template.yaml', template(4000), 50),
  { name: 'CloudFormation, 500 resources in 10 stacks', files: stackTree(10, 50), path: 'main.yaml', limit: 50 },
  { name: 'Terraform, a folder of 2,000 lines', files: terraform(2000), path: 'a.tf', limit: 10 },
  { name: 'Terraform, a tree of 200 modules', files: moduleTree(200), path: 'main.tf', limit: 50 },
  one('Python, 1,500 lines', 'app.py', python(1500), 30),
  one('TypeScript, 1,500 lines', 'app.ts', script(1500), 30),
  one('TypeScript without a word of AWS or TLS', 'plain.ts', 'export const sum = (a, b) => a + b;\n'.repeat(1500), 0.1),
];

function one(name: string, path: string, text: string, limit: number): Case {
  return { name, files: { [path]: text }, path, limit };
}

const WORD = ' # typed';
/** Ends of lines all over the file, each typed at for a word. */
const PLACES = 16;

/** Types a word at many places of each file and times what the server does for every character. `only`: cases whose name holds this. */
export function typing(kinds: KindIndex, slowness: number, only = ''): void {
  console.log('\nFrom a keystroke to its diagnostics, inside the server');
  for (const { name, files, path, limit } of CASES.filter((each) => each.name.includes(only))) {
    const { median, p95 } = summarise(keystrokes(sessionOver(files, kinds), path, files[path] ?? ''));
    row(name, `${ms(median)}, p95 ${ms(p95)}`, `p95: ${target(limit, slowness)}`);
  }
}

function keystrokes(session: Session, path: string, text: string): readonly number[] {
  const uri = `file:///w/${path}`;
  const word = path.endsWith('.ts') ? WORD.replace('#', '//') : WORD;
  let version = 0;
  const show = (shown: string): number => {
    const document = TextDocument.create(uri, '', version++, shown);
    const elapsed = watch();
    syncDocument(session, uri, document);
    diagnosticsOf(session, uri);
    return elapsed();
  };
  show(text);
  const samples: number[] = [];
  let current = text;
  for (let place = 0; place < PLACES; place++) {
    const at = current.indexOf('\n', Math.floor((current.length * place) / PLACES));
    const [before, after] = [current.slice(0, at), current.slice(at)];
    for (let length = 1; length <= word.length; length++) {
      current = before + word.slice(0, length) + after; // as in an editor, what is typed stays
      const cost = show(current);
      if (place > 1) samples.push(cost); // the first places warm the compiler up
    }
  }
  return samples;
}

function sessionOver(files: Texts, kinds: KindIndex): Session {
  const session = createSession({
    adapters,
    kinds,
    custom: undefined,
    version: '',
    access: () => accessTo(files),
    settings: () => defaultSettings,
    excludes: () => false,
    configurations: () => [],
    configurationFor: () => undefined,
    baseline: () => undefined,
    reload: () => undefined,
    today: () => '2026-01-01',
    yield: (callback) => {
      callback();
    },
  });
  session.folders.add('file:///w');
  return session;
}

function accessTo(files: Texts): FileAccess {
  const folders = new Map<string, string[]>();
  for (const path of Object.keys(files)) {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(slash, 0));
    folders.set(folder, [...(folders.get(folder) ?? []), path.slice(slash + 1)]);
  }
  return {
    text: (path) => files[path],
    list: (folder) => folders.get(folder),
    uri: (path) => `file:///w/${path}`,
  };
}
