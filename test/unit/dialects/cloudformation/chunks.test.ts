// Reading in chunks: the same result as reading the whole, at the price of what has changed.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudformation } from '../../../../server/dialects/cloudformation/index';
import { resolveText, sourceOf } from './outline';
import { YAML } from './sample';

const CORPUS = join(__dirname, '../../../../../shared/corpus/files');

describe('CloudFormation chunks', () => {
  it('give what a whole parse gives, on real templates', function () {
    const paths = templates(CORPUS);
    if (paths.length === 0) {
      console.log(`        skipped: no templates under ${CORPUS}`);
      this.skip();
    }
    const directive = '%YAML 1.2\n---\n';
    for (const path of paths) {
      const text = readFileSync(path, 'utf8');
      const shift = (key: string, value: unknown): unknown =>
        typeof value === 'number' && (key === 'start' || key === 'end') ? value + directive.length : value;
      const { resources } = resolveText(text);
      assert.ok(resources.length > 0, path);
      assert.equal(JSON.stringify(resources, shift), JSON.stringify(resolveText(directive + text).resources), path);
    }
  });

  it('are parsed once', () => {
    const first = cloudformation.read(sourceOf(YAML));
    const second = cloudformation.read(
      sourceOf(YAML.replace('EnableKeyRotation: true', 'EnableKeyRotation: false')),
      first,
    );
    const fresh = [...second.chunks].filter(([text, chunk]) => first.chunks.get(text) !== chunk);
    assert.deepEqual(
      fresh.map(([text]) => text.trim().split('\n')[0]),
      ['Last:'],
    );
  });
});

function templates(folder: string): readonly string[] {
  try {
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return paths.filter((path) => /\.ya?ml$/.test(path)).map((path) => join(folder, path));
  } catch {
    return [];
  }
}
