import { readRows, namesIn } from '../ledger';
import { allKinds } from '../../test/support/kinds';
import { readsOf } from '../../server/core/reads';
import { plainName } from './count';
const CORE = new Set(['at-rest-key', 'at-rest-switch', 'in-transit-switch', 'tls-version/policy', 'in-use']);
const rows = readRows('../shared/surface/join.tsv').filter(r => r.cdk_l2 && CORE.has(r.kind ?? ''));
const kinds = allKinds().kinds.map(kind => ({ id: kind.id,
  other: new Set(kind.rules.flatMap(r => (['cloudformation','terraform','sdk'] as const).flatMap(d => readsOf(kind, r, d))).map(plainName)),
  cdk: kind.rules.flatMap(r => readsOf(kind, r, 'cdk')) }));
let n=0;
for (const r of rows) {
  const names=[r.cloudformation, r.terraform, r.sdk].flatMap(namesIn).map(plainName);
  const ks = kinds.filter(k => names.some(nm => k.other.has(nm) || [...k.other].some(o=>o.startsWith(nm+'.'))));
  const props = namesIn(r.cdk_l2).map(x => x.split('.').at(-1)!.toLowerCase());
  const miss = props.filter(p=>!ks.some(k => k.cdk.some(c => plainName(c).split('.').slice(2).includes(p))));
  if (miss.length) { if(miss.length===props.length) n++; console.log(miss.length===props.length?'ALL ':'some', r.kind, r.control, r.cdk_l2, '| miss', miss.join(','), '|', ks.map(k=>k.id).join(',')); }
}
console.log(n, rows.length);
