// The inventory as SARIF 2.1.0: one result for each row; only what is off is a failure.
import type { InventoryEntry, Spot } from '../../core/inventory/workspace';
import { ROW_KINDS, type RowKind } from '../../core/inventory';
import { rowKindWords } from '../words';
import { ASPECTS, groupsOf, type InventoryReport } from './model';
import { aspectWords, reasonsOf, wordOf } from './words';

const HELP = 'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/data-protection.html';

/** The whole inventory as indented SARIF. `root` is the folder as a URI. */
export function inventorySarif({ version, inventory, grouping }: InventoryReport, root: string): string {
  const run = {
    tool: { driver: { name: 'cipherlint', version, rules: ROW_KINDS.map(ruleData) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { uri: root.endsWith('/') ? root : `${root}/` } },
    results: groupsOf(inventory.entries, grouping).flatMap(({ entries }) => entries.map(resultData)),
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function ruleData(what: RowKind): unknown {
  return {
    id: `inventory-${what}`,
    shortDescription: { text: `A ${rowKindWords[what]} and its encryption.` },
    helpUri: HELP,
  };
}

function resultData(entry: InventoryEntry): unknown {
  const states = ASPECTS.flatMap((aspect) => entry[aspect]?.state ?? []);
  const kind = states.includes('off') ? 'fail' : states.includes('unknown') ? 'open' : 'informational';
  return {
    ruleId: `inventory-${entry.what}`,
    ruleIndex: ROW_KINDS.indexOf(entry.what),
    kind,
    level: kind === 'fail' ? 'note' : 'none',
    message: { text: messageOf(entry) },
    locations: [
      {
        physicalLocation: physical(entry.at),
        logicalLocations: [{ fullyQualifiedName: entry.name, kind: 'resource' }],
      },
    ],
    properties: {
      service: entry.service,
      type: entry.type,
      atRest: entry.atRest?.state,
      inTransit: entry.inTransit?.state,
      key: entry.key?.state,
      keyName: entry.key?.name,
      rotation: entry.rotation?.state,
      classification: entry.classes,
      sensitive: entry.sensitive,
    },
  };
}

function messageOf(entry: InventoryEntry): string {
  const aspects = ASPECTS.flatMap((aspect) => {
    const state = entry[aspect]?.state;
    return state === undefined ? [] : [`${aspectWords[aspect].toLowerCase()}: ${wordOf(aspect, state)}`];
  });
  const reasons = reasonsOf(entry, ({ state }) => state === 'unknown');
  const because = reasons.length === 0 ? '' : ` Not known: ${reasons.join('; ')}.`;
  return `${entry.noun} ${entry.name}: ${aspects.join(', ')}.${because}`;
}

function physical({ path, start, end }: Spot): unknown {
  return {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' },
    region: {
      startLine: start.line + 1,
      startColumn: start.column + 1,
      endLine: end.line + 1,
      endColumn: end.column + 1,
    },
  };
}
