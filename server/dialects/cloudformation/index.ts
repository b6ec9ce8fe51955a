// The CloudFormation adapter: templates in YAML and JSON, with SAM and the Serverless Framework's `resources`.
import type { Adapter, Unit } from '../../core/resource';
import { claimsTemplate } from './claims';
import { editCloudFormation } from './edit';
import { evaluateTemplate } from './resources';
import { readTemplate, type Template } from './template';

export type { Template } from './template';

/** Reads and edits CloudFormation templates. Each file is a unit of its own; nested stacks are not followed. */
export const cloudformation: Adapter<Template> = {
  name: 'cloudformation',
  claims: claimsTemplate,
  read: readTemplate,
  unitFolder: () => undefined,
  resolve(files, { bound }): Unit {
    const evaluated = files.map((template) => ({ template, ...evaluateTemplate(template, bound) }));
    return {
      documents: evaluated.map(({ template: { source, language, problems }, problems: more }) => ({
        source,
        language,
        problems: [...problems, ...more],
      })),
      resources: evaluated.flatMap(({ resources }) => resources),
    };
  },
  edit(unit, resource, change) {
    const document = unit.documents.find(({ source }) => source.uri === resource.source);
    if (!document) return { ok: false, reason: 'The file of the resource is not part of the unit.' };
    return editCloudFormation(document.source.text, resource, change);
  },
};
