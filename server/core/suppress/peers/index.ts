// Every tool whose suppressions are honoured. A new one is one file and one line here.
import { own } from '../own';
import type { Peer } from '../peer';
import { bandit } from './bandit';
import { cdkNag } from './cdk-nag';
import { cfnLint } from './cfn-lint';
import { cfnNag } from './cfn-nag';
import { checkov } from './checkov';
import { guard } from './guard';
import { datadog, kics } from './kics';
import { semgrep } from './semgrep';
import { snyk } from './snyk';
import { sonar } from './sonar';
import { terrascan } from './terrascan';
import { tfsec, trivy } from './trivy';

/** Ours first: where several silence a finding, the first is named. */
export const PEERS: readonly Peer[] = [
  own,
  checkov,
  trivy,
  tfsec,
  kics,
  datadog,
  cfnNag,
  cfnLint,
  guard,
  cdkNag,
  semgrep,
  snyk,
  terrascan,
  sonar,
  bandit,
];

const byTool = new Map(PEERS.map((peer) => [peer.tool, peer]));

export function peerOf(tool: string): Peer | undefined {
  return byTool.get(tool);
}
