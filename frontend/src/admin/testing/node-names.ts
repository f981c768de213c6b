/**
 * Names of nodes as browsers have them, for what asks `Node.prototype` as DOMPurify does.
 *
 * The test's DOM leaves the name to each kind of node, and its `Node` says ''. Import this before
 * the sanitiser.
 */
const NAME = 'nodeName';

function nameOf(node: Node): string {
  let kind = Object.getPrototypeOf(node) as object;
  while (kind !== Node.prototype) {
    const own = Object.getOwnPropertyDescriptor(kind, NAME);
    if (own?.get !== undefined) return own.get.call(node) as string;
    kind = Object.getPrototypeOf(kind) as object;
  }
  return '';
}

Object.defineProperty(Node.prototype, NAME, {
  configurable: true,
  get(this: Node) {
    return nameOf(this);
  },
});
