// Decides by a glance at a file's name and text whether it is a CloudFormation, SAM or Serverless Framework template, or a workflow for one.

const NAMES = /\.(?:ya?ml|json|asl|template|cfn|txt|tpl|j2|jinja2?)$/i;
const VERSION = /(?:^[ \t]{0,4}["']?|")AWSTemplateFormatVersion["']?[ \t]*:/m;
const SAM = /^["']?Transform["']?[ \t]*:[^#]{0,200}?AWS::Serverless/m;
const RESOURCES = /(?:^[ \t]{0,4}["']?|")Resources["']?[ \t]*:/m;
const SERVERLESS = /^resources[ \t]*:/m;
const SERVICE_NAME = /(?:^|\/)serverless(?:[.-][\w.-]+)?\.ya?ml$/i;
const FUNCTIONS = /^(?:functions|provider)[ \t]*:/m;
const SERVERLESS_FILES = /^[ \t]*(?:-[ \t]*)?(?:\w+[ \t]*:[ \t]*)?["']?\$\{file\(/m;
const SERVERLESS_RESOURCES = /^[ \t]+(?:-[ \t]+)?Resources[ \t]*:/m;
const INCLUDED = /Name["']?[ \t]*:[ \t]*["']?AWS::Include\b/;
const TYPES = /(?:^|[\s{,])["']?Type["']?[ \t]*:\s*["']?(?:AWS|Custom|Alexa)::/;

/** A state machine: where it starts, and its states. */
const STARTS = /(?:^|[\s{,])["']?StartAt["']?[ \t]*:/m;
const STATES = /(?:^|[\s{,])["']?States["']?[ \t]*:/m;
/** The version that every definition of a SageMaker pipeline has. */
const PIPELINE = /"Version"\s*:\s*"2020-12-01"/;
const STEPS = /"Steps"\s*:\s*\[/;

/** True where the file is a template or a workflow's definition, also a half-typed one. Files of other names are never looked into. */
export function claimsTemplate(path: string, text: string): boolean {
  if (!NAMES.test(path) || /\.tf\.json$/i.test(path)) return false;
  // to look for a word is many times faster than to look for a pattern
  if (text.includes('AWSTemplateFormatVersion') && VERSION.test(text)) return true;
  if (text.includes('AWS::Serverless') && SAM.test(text)) return true;
  const resources = RESOURCES.test(text) || (SERVERLESS.test(text) && SERVERLESS_RESOURCES.test(text));
  if (SERVICE_NAME.test(path) && FUNCTIONS.test(text)) return true;
  if (SERVERLESS.test(text) && SERVERLESS_FILES.test(text)) return true;
  return (resources && (TYPES.test(text) || INCLUDED.test(text))) || isWorkflow(text);
}

function isWorkflow(text: string): boolean {
  if (text.includes('StartAt')) return STARTS.test(text) && STATES.test(text);
  return text.includes('2020-12-01') && PIPELINE.test(text) && STEPS.test(text);
}
