import { isKeywords, type Keywords, type Schema } from "./demand";

/** A schema whose references all have the form `#/a/pointer`, whatever they were before. */
export type SchemaDocument = { root: Schema; resolve: (reference: string) => Schema };

/** The id with which the parts of a document refer to it. */
export const DOCUMENT_ID = "sample";

const BASE = "schema:/document";
/** Keywords that contain data or names, not schemas. */
const DATA = new Set(["const", "enum", "default", "examples", "required", "dependentRequired"]);
/** Keywords that contain schemas by name; a name is never a keyword. */
const BY_NAME = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "dependencies",
]);

/**
 * Resolves identifiers, anchors and relative references once, so that each part can be used alone.
 */
export function toDocument(schema: Keywords): SchemaDocument {
  const pointers = new Map<string, string>([[BASE, ""]]);
  visit(schema, { pointer: "", base: BASE }, (node, { pointer, base }) => {
    if (typeof node["$id"] === "string") pointers.set(base, pointer);
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const anchor = node[keyword];
      if (typeof anchor === "string") pointers.set(`${base}#${anchor}`, pointer);
    }
    return node;
  });
  const root = visit(schema, { pointer: "", base: BASE }, (node, { base }) => {
    const { $id: _, $anchor: _1, $dynamicAnchor: _2, $schema: _3, $dynamicRef, ...rest } = node;
    const references = [node["$ref"], $dynamicRef]
      .filter((reference) => typeof reference === "string")
      .map((reference) => toPointer(reference, base, pointers));
    const [first, second] = references;
    if (first === undefined) return rest;
    if (second === undefined) return { ...rest, $ref: first };
    const others = Array.isArray(rest["allOf"]) ? (rest["allOf"] as unknown[]) : [];
    return { ...rest, $ref: first, allOf: [...others, { $ref: second }] };
  });
  return { root, resolve: (reference) => follow(root, reference) };
}

type Place = { pointer: string; base: string };

/** Rebuilds a schema from the outside in, applying `change` to each object. */
function visit(
  node: Keywords,
  place: Place,
  change: (node: Keywords, place: Place) => Keywords,
): Keywords {
  const base = typeof node["$id"] === "string" ? join(node["$id"], place.base) : place.base;
  const here = { ...place, base };
  const isMap = (keyword: string) => BY_NAME.has(keyword);
  const descend = (value: unknown, pointer: string, isByName: boolean): unknown => {
    if (Array.isArray(value))
      return value.map((item, index) => descend(item, `${pointer}/${index}`, false));
    if (!isKeywords(value)) return value;
    if (!isByName) return visit(value, { pointer, base }, change);
    return mapEntries(value, (item, name) => descend(item, `${pointer}/${escape(name)}`, false));
  };
  return mapEntries(change(node, here), (value, keyword) =>
    DATA.has(keyword)
      ? value
      : descend(value, `${place.pointer}/${escape(keyword)}`, isMap(keyword)),
  );
}

function mapEntries(node: Keywords, change: (value: unknown, name: string) => unknown): Keywords {
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, change(value, name)]),
  );
}

function toPointer(reference: string, base: string, pointers: Map<string, string>): string {
  const whole = join(reference, base);
  const at = whole.indexOf("#");
  const address = at < 0 ? whole : whole.slice(0, at);
  const fragment = at < 0 ? "" : whole.slice(at + 1);
  const start = pointers.get(address) ?? "";
  const anchor = pointers.get(`${address}#${fragment}`);
  return `${DOCUMENT_ID}#${anchor ?? `${start}${fragment}`}`;
}

function join(reference: string, base: string): string {
  return URL.canParse(reference, base)
    ? new URL(reference, base).href.replace(/#$/, "")
    : reference;
}

function follow(root: Keywords, reference: string): Schema {
  const [, pointer = ""] = reference.split("#");
  let node: unknown = root;
  for (const segment of pointer.split("/").slice(1)) {
    const name = unescape(segment);
    if (Array.isArray(node)) node = node[Number(name)];
    else node = isKeywords(node) && Object.hasOwn(node, name) ? node[name] : undefined;
  }
  return isKeywords(node) || typeof node === "boolean" ? node : true;
}

function escape(name: string): string {
  return encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function unescape(segment: string): string {
  return decode(segment).replaceAll("~1", "/").replaceAll("~0", "~");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
