// Compares the HCL parser with tree-sitter's: whole texts piece by piece with positions, broken ones up to where they are broken.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHcl } from '../../../../server/dialects/terraform/hcl/parse';
import { allExamples } from '../../../support/examples';
import { loadTreeSitter, piecesOf, type Piece, type SeenByTreeSitter } from '../../../support/hcl-outline';
import { root } from '../../../support/kinds';

const CORPUS = join(root, '../shared/corpus');

interface Sample {
  readonly name: string;
  readonly text: string;
}

/** Texts with what examples and corpus may not have. */
const SAMPLES: readonly Sample[] = [
  'a b "c" d {\n  e = f(x...)\n  # note\n  g {}\n  h "x" { i = "a${b(1)}" }\n}\n',
  '\uFEFFa = 1\r\nb {\r\n  c = "d" # e\r\n}\r\n',
  'ä = "ü𝒳"\nb = "𝒳${f("𝒳")}"\nc {}\n',
  'a {\n  b = <<-EOT\n    ${f([1])}\n  EOT\n  c = <<E\n}\nE\n  d = f(<<E\nx\nE\n  , {})\n}\ne {}\n',
  'a = { in = 1, "x" : 2, (b) = [3] }\nc = [for x in y : x if x != null]\nd = { for k, v in m : k => v... if v > 1 }\n',
  'a = b ? [1] : {}\nc = (b ? 1 : 2) ? f() : g()\nd = x[*].y[0].z\ne = x.*.y\nf = -a(1) + !b(2) * c[d(3)]\n',
  'a = /* [ */ [ // ]\n  1, # }\n]\nb {\n  /* } */\n}\n',
].map((text, i) => ({ name: `sample ${String(i + 1)}`, text }));

interface Disagreement {
  readonly reason: string;
  readonly text: string;
  /** Pieces, sorted as texts. */
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Where the two differ and why. Each is checked, so that a reason that no longer holds is noticed. */
const DISAGREEMENTS: readonly Disagreement[] = [
  {
    reason: 'it puts conditionals together from the left',
    text: 'a = b ? 1 : c ? 2 : 3\n',
    ours: ['0-21 attribute a at 0-1, value at 4-21', '12-21 conditional', '4-21 conditional'],
    theirs: ['0-21 attribute a at 0-1, value at 4-21', '4-13 conditional', '4-21 conditional'],
  },
  {
    reason: 'it takes $$${ for an interpolation',
    text: 'a = "$$${f(1)}"\n',
    ours: ['0-15 attribute a at 0-1, value at 4-15'],
    theirs: ['0-15 attribute a at 0-1, value at 4-15', '9-13 call'],
  },
  {
    reason: 'a line end means nothing to it, so that half a line becomes one with the next',
    text: 'a\nb {}\n',
    ours: ['0-1 attribute a at 0-1, value at 1-1', '2-6 block b at 2-3'],
    theirs: ['0-6 block a b at 0-1 2-3'],
  },
  {
    reason: 'it does not know an exponent without a point',
    text: 'a = 1e5\n',
    ours: ['0-7 attribute a at 0-1, value at 4-7'],
    theirs: ['0-5 attribute a at 0-1, value at 4-5'],
  },
  {
    reason: 'our parser does not look into the directives of a template',
    text: 'a = "%{ if f(x) }g%{ endif }"\n',
    ours: ['0-29 attribute a at 0-1, value at 4-29'],
    theirs: ['0-29 attribute a at 0-1, value at 4-29', '11-15 call'],
  },
];

const printed = ({ span, what }: Piece): string => `${String(span.start)}-${String(span.end)} ${what}`;
const lines = (pieces: readonly Piece[]): readonly string[] => pieces.map(printed).sort();
const oursOf = (text: string): readonly Piece[] => piecesOf(parseHcl(text).body);

/** Leaves out a conditional in the branch of another: tree-sitter puts them together the wrong way. */
function withoutChains(pieces: readonly Piece[]): readonly Piece[] {
  const conditionals = pieces.filter(({ what }) => what === 'conditional').map(({ span }) => span);
  return pieces.filter(
    ({ what, span }) =>
      what !== 'conditional' ||
      !conditionals.some(
        (other) =>
          (other.start === span.start && other.end > span.end) || (other.end === span.end && other.start < span.start),
      ),
  );
}

function examples(): readonly Sample[] {
  return allExamples()
    .filter(({ path }) => path === 'main.tf')
    .flatMap(({ rule, number, bad, good, unknown }) =>
      [bad?.text, good, unknown].flatMap((text) =>
        text === undefined ? [] : [{ name: `${rule} ${String(number)}`, text }],
      ),
    );
}

function filesIn(folder: string): readonly Sample[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tf'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

interface Damage {
  readonly text: string;
  /** Up to here it is as it was. */
  readonly at: number;
}

/** Two half-typed versions of a text: cut, and with a sign too few or too many or a line begun. The places are the same in every run. */
function damaged(text: string, seed: number): readonly Damage[] {
  const at = (seed * 7919) % (text.length + 1);
  const sign = at + Math.max(0, text.slice(at).search(/[{}"=[\]()]/));
  const into = (typed: string): Damage => ({ text: text.slice(0, at) + typed + text.slice(at), at });
  const ways = [
    { text: text.slice(0, sign) + text.slice(sign + 1), at: sign },
    ...[' "', '\n  sse_\n', ' = {\n'].map(into),
  ];
  return [{ text: text.slice(0, at), at }, ...ways.slice(seed % ways.length).slice(0, 1)];
}

function compareWhole({ name, text }: Sample, seen: SeenByTreeSitter): void {
  assert.ok(seen.clean, `tree-sitter does not read ${name}`);
  assert.deepEqual(lines(withoutChains(oursOf(text))), lines(withoutChains(seen.pieces)), name);
}

/** Says how many pieces were compared. */
function compareDamaged(name: string, { text, at }: Damage, seen: SeenByTreeSitter): number {
  const ours = new Set(oursOf(text).map(printed));
  const before = withoutChains(seen.whole).filter(({ span }) => span.end <= at);
  const lost = before.map(printed).filter((piece) => !ours.has(piece));
  assert.deepEqual(lost, [], `${name}, damaged at ${String(at)}: ${JSON.stringify(text.slice(at - 60, at + 20))}`);
  return before.length;
}

describe('parseHcl beside tree-sitter', function () {
  this.timeout(120_000);
  let see: (text: string) => SeenByTreeSitter;
  before(async () => {
    see = await loadTreeSitter();
  });

  const sources: readonly { name: string; texts: () => readonly Sample[]; folder: string }[] = [
    { name: 'texts made for this', texts: () => SAMPLES, folder: root },
    { name: 'the sample workspace', texts: () => filesIn(join(root, 'samples')), folder: root },
    { name: 'the examples of the rules', texts: examples, folder: root },
    { name: 'the corpus', texts: () => filesIn(CORPUS), folder: CORPUS },
  ];
  for (const { name, texts, folder } of sources) {
    it(`reads ${name} alike, whole and half-typed`, function () {
      if (!existsSync(folder)) {
        console.log(`      no corpus at ${folder}: skipped`);
        this.skip();
      }
      let compared = 0;
      for (const [i, sample] of texts().entries()) {
        compareWhole(sample, see(sample.text));
        for (const half of damaged(sample.text, i + 1)) compared += compareDamaged(sample.name, half, see(half.text));
      }
      assert.ok(compared > 0);
    });
  }

  for (const { reason, text, ours, theirs } of DISAGREEMENTS) {
    it(`differs where ${reason}`, () => {
      assert.deepEqual(lines(oursOf(text)), ours);
      assert.deepEqual(lines(see(text).pieces), theirs);
    });
  }
});
