// Methods by which one construct of CDK makes another, which the unit then has as if it were made by `new`.

/** By the class and its method, spelt as in TypeScript. They take an id first and then the properties, but no scope. */
const MADE: Readonly<Record<string, string>> = {
  'aws-elasticloadbalancingv2.ApplicationLoadBalancer.addListener': 'aws-elasticloadbalancingv2.ApplicationListener',
  'aws-elasticloadbalancingv2.IApplicationLoadBalancer.addListener': 'aws-elasticloadbalancingv2.ApplicationListener',
  'aws-elasticloadbalancingv2.NetworkLoadBalancer.addListener': 'aws-elasticloadbalancingv2.NetworkListener',
  'aws-elasticloadbalancingv2.INetworkLoadBalancer.addListener': 'aws-elasticloadbalancingv2.NetworkListener',
  'aws-elasticloadbalancingv2.ApplicationListener.addTargets': 'aws-elasticloadbalancingv2.ApplicationTargetGroup',
};

const METHODS = new Set(Object.keys(MADE).map((name) => name.slice(name.lastIndexOf('.') + 1)));

/** True for the name of a method that may make a construct. */
export function mayMake(method: string): boolean {
  return METHODS.has(method);
}

/** The type of the construct that a method makes, such as `balancer.addListener('Web', {…})`; undefined for other methods. */
export function madeByMethod(owner: string, method: string): string | undefined {
  const name = `${owner}.${method}`;
  return Object.hasOwn(MADE, name) ? MADE[name] : undefined;
}
