// SPDX-License-Identifier: MIT
export declare class SesdomainError extends Error {
  /** enum sesdomain_status of the C header */
  status: number;
  /** the setting, or the path of a key in a document; "" if there is none */
  path: string;
  /** the place in a document, from 1; 0 if there is none */
  line: number;
  column: number;
}

export interface Value {
  op: "keep" | "add" | "remove";
  purpose: string | null;
  /** as a person pastes it; missing if it has other octets than text */
  text?: string;
  rdata: string;
  instances: string[];
}

export interface RecordSet {
  name: string;
  type: string;
  ttl: number;
  prior: "unknown" | "absent" | "present";
  todo: "none" | "create" | "edit" | "replace" | "delete";
  values: Value[];
}

export interface Finding {
  code: string;
  severity: "error" | "warning" | "note";
  name: string;
  instances: string[];
  message: string;
  hint: string;
  source: string;
}

export interface Contents {
  domain: string;
  zone: string;
  scenario: string;
  ready: boolean;
  instances: { label: string; account: string; region: string; state: string; ready: boolean }[];
  recordsets: RecordSet[];
  findings: Finding[];
}

export interface Plan {
  documents(format: string): string[];
  text(format: string): string;
  readonly contents: Contents;
  readonly hasChanges: boolean;
}

/** A listing of the zone: its text or JSON, or that and its reader. */
export type Existing = string | object | { reader: string; text: string | object };

export interface Sesdomain {
  version: string;
  formats: string[];
  readers: string[];
  providers: string[];
  plan(setup: string | object,
    more?: { existing?: Existing[]; options?: Record<string, string | number> }): Plan;
}

/** The functions of a compiled module, sesdomain/sesdomain.wasm. */
export declare function load(module: WebAssembly.Module): Sesdomain;
/** A domain in A-labels. */
export declare function toAscii(name: string): string;
