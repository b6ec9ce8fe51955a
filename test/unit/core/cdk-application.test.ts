// Feature flags of CDK applications: defaults of constructs that hang on what `cdk.json` above their file sets.
import assert from 'node:assert/strict';
import { unmark } from '../../support/examples';
import { allKinds } from '../../support/kinds';
import { assertMarked, findingsIn, memoryProject } from '../../support/memory-project';

const VIEWER = '@aws-cdk/aws-cloudfront:defaultViewerProtocolPolicyRedirectToHttps';
const POST_QUANTUM = '@aws-cdk/aws-elasticloadbalancingv2:usePostQuantumTlsPolicy';
const FILES = '@aws-cdk/aws-efs:defaultEncryptionAtRest';

const WEB =
  "import { Distribution } from 'aws-cdk-lib/aws-cloudfront';\nnew Distribution(this, 'Web', { «defaultBehavior»: { origin } });\n";
const PYTHON_WEB =
  'from aws_cdk import Stack, aws_cloudfront as cloudfront\ncloudfront.Distribution(self, "Web", «default_behavior»=cloudfront.BehaviorOptions(origin=origin))\n';
const LISTENER =
  "import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';\nnew elb.ApplicationListener(this, 'Web', { loadBalancer, protocol: elb.ApplicationProtocol.HTTPS, certificates });\n";
const OLD_FILES = "import * as efs from '@aws-cdk/aws-efs';\nnew efs.«FileSystem»(this, 'Files', { vpc });\n";
const NEW_FILES = "import * as efs from 'aws-cdk-lib/aws-efs';\nnew efs.FileSystem(this, 'Files', { vpc });\n";

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** `cdk.json`, where there is one. */
  readonly settings?: string;
  readonly rule: string;
  readonly verdict: 'fail' | 'pass' | 'unknown';
}

const context = (flag: string, value: boolean): string => JSON.stringify({ app: 'x', context: { [flag]: value } });

const CASES: readonly Case[] = [
  {
    name: 'a flag that is on',
    path: 'lib/a.ts',
    text: WEB,
    settings: context(VIEWER, true),
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'pass',
  },
  {
    name: 'a flag that is off',
    path: 'lib/a.ts',
    text: WEB,
    settings: context(VIEWER, false),
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'fail',
  },
  {
    name: 'a flag that is not set',
    path: 'lib/deep/er/a.ts',
    text: WEB,
    settings: '{}',
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'fail',
  },
  {
    name: 'no application in sight',
    path: 'lib/a.ts',
    text: WEB,
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'unknown',
  },
  {
    name: 'a file of settings that is half typed',
    path: 'lib/a.ts',
    text: WEB,
    settings: '{ "context": {',
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'unknown',
  },
  {
    name: 'a flag that is on, in Python',
    path: 'shop/a.py',
    text: PYTHON_WEB,
    settings: context(VIEWER, true),
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'pass',
  },
  {
    name: 'a flag that is not set, in Python',
    path: 'shop/a.py',
    text: PYTHON_WEB,
    settings: '{}',
    rule: 'cloudfront-viewer-plaintext',
    verdict: 'fail',
  },
  {
    name: 'a policy that the flag makes better',
    path: 'a.ts',
    text: LISTENER,
    settings: context(POST_QUANTUM, true),
    rule: 'elbv2-listener-weak-tls',
    verdict: 'pass',
  },
  {
    name: 'a policy without the flag',
    path: 'a.ts',
    text: LISTENER.replace('ApplicationListener', '«ApplicationListener»'),
    settings: '{}',
    rule: 'elbv2-listener-weak-tls',
    verdict: 'fail',
  },
  {
    name: 'version 1 with the flag',
    path: 'a.ts',
    text: OLD_FILES,
    settings: context(FILES, true),
    rule: 'efs-file-system-unencrypted',
    verdict: 'pass',
  },
  {
    name: 'version 1 without the flag',
    path: 'a.ts',
    text: OLD_FILES,
    settings: '{}',
    rule: 'efs-file-system-unencrypted',
    verdict: 'fail',
  },
  {
    name: 'version 2, which has no such flag any more',
    path: 'a.ts',
    text: NEW_FILES,
    rule: 'efs-file-system-unencrypted',
    verdict: 'pass',
  },
];

describe('feature flags of CDK applications', () => {
  for (const { name, path, text, settings, rule, verdict } of CASES) {
    it(name, () => {
      const { text: source, spans } = unmark(text);
      const files = { [path]: source, ...(settings === undefined ? {} : { 'cdk.json': settings }) };
      const found = findingsIn(memoryProject(files, allKinds()), path).filter((f) => f.rule.id === rule);
      if (verdict === 'fail') assertMarked({ text: source, spans }, [rule], found);
      else
        assert.deepEqual(
          found.map((f) => f.verdict),
          verdict === 'pass' ? [] : ['unknown'],
        );
    });
  }

  it('judges anew when the settings change', () => {
    const path = 'a.ts';
    const project = memoryProject({ [path]: unmark(WEB).text, 'cdk.json': '{}' }, allKinds());
    const rules = (): readonly string[] =>
      findingsIn(project, path).flatMap((f) =>
        f.verdict === 'fail' && f.rule.profile === 'baseline' ? [f.rule.id] : [],
      );
    assert.deepEqual(rules(), ['cloudfront-viewer-plaintext']);
    project.setText('cdk.json', context(VIEWER, true));
    assert.deepEqual(rules(), []);
  });
});
