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
  /** the provider's id of the record */
  id: string | null;
  instances: string[];
}

export interface RecordSet {
  name: string;
  type: string;
  ttl: number;
  prior: "unknown" | "absent" | "present";
  todo: "none" | "add" | "create" | "edit" | "replace" | "delete";
  records: Value[];
}

export interface Finding {
  code: string;
  severity: "error" | "warning" | "note";
  fix: string;
  name: string;
  instances: string[];
  message: string;
  hint: string;
  source: string;
}

export interface Readiness {
  state: string;
  dns: string;
  ses: string;
}

export interface Instance {
  label: string;
  account: string;
  region: string;
  state: string;
  ready: boolean;
  /** when SES last looked at DNS, and last found the records: seconds since 1970 */
  ses_checked: number | null;
  ses_succeeded: number | null;
  /** the serial of the SOA record that SES saw */
  ses_serial: number | null;
  readiness: { [aspect: string]: Readiness };
}

/** A step of the runbook: they are followed in their order. */
export interface Step {
  kind: string;
  title: string;
  reason: string;
  when: string | null;
  note: string | null;
  source: string;
  /** to let pass before it */
  seconds: number;
  /** it changes the settings: plan again after it */
  plan_again: boolean;
  instances: { label: string; command: string | null; selector: string | null; until: string[] }[];
  changes: { op: "keep" | "add" | "remove"; name: string; type: string; ttl: number; rdata: string }[];
  /** indices of the findings that it is about */
  findings: number[];
}

/** The contents of the format json; doc/formats.md describes it. */
export interface Contents {
  version: number;
  reference: string | null;
  domain: string;
  zone: string;
  scenario: string;
  ready: boolean;
  has_changes: boolean;
  instances: Instance[];
  recordsets: RecordSet[];
  /** finding: an index of findings */
  withheld: { name: string; type: string; finding: number | null }[];
  findings: Finding[];
  /** types: null for all types */
  questions: { name: string; scope: "name" | "below"; types: string[] | null }[];
  steps: Step[];
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
