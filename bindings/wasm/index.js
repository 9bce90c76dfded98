// SPDX-License-Identifier: MIT
// The library as WebAssembly, without imports: it can reach nothing but its
// memory. Names with U-labels are converted by the URL parser of the host.

/** A call that the library refused. */
export class SesdomainError extends Error {
  constructor(status, message, path = "", line = 0, column = 0) {
    super(message);
    Object.assign(this, { name: "SesdomainError", status, path, line, column });
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Return a domain in A-labels, as the library without libidn2 wants it. */
export function toAscii(name) {
  if (/^[\x00-\x7f]*$/.test(name)) return name;
  return new URL(`http://${name}`).hostname;
}

/** The library in a memory of its own. */
class Library {
  constructor(module) {
    this.c = new WebAssembly.Instance(module, {}).exports;
    this.out = this.c.malloc(16);
  }

  octets() {
    return new Uint8Array(this.c.memory.buffer);
  }

  word(i) {
    return new DataView(this.c.memory.buffer).getUint32(this.out + 4 * i, true);
  }

  text(at) {
    if (!at) return "";
    const octets = this.octets();
    return decoder.decode(octets.subarray(at, octets.indexOf(0, at)));
  }

  /** Call with the addresses and lengths of texts; null is NULL. */
  with(texts, call) {
    const at = texts.map((text) => {
      if (text === null) return [0, 0];
      const octets = encoder.encode(text);
      const place = this.c.malloc(octets.length + 1);
      if (!place) throw new SesdomainError(-1, "out of memory");
      this.octets().set(octets, place);
      this.octets()[place + octets.length] = 0;
      return [place, octets.length];
    });
    try {
      return call(...at.flat());
    } finally {
      for (const [place] of at) this.c.free(place);
    }
  }

  check(status, sd) {
    if (!status) return;
    const { c } = this;
    throw new SesdomainError(
      status,
      this.text(c.sesdomain_error(sd)),
      this.text(c.sesdomain_error_path(sd)),
      c.sesdomain_error_line(sd),
      c.sesdomain_error_column(sd),
    );
  }

  list(count, name) {
    return Array.from({ length: count() }, (_, i) => this.text(name(i)));
  }
}

/** The records that a domain needs. */
class Plan {
  constructor(library, plan) {
    this.library = library;
    this.plan = plan;
  }

  /** Return all documents of a format; it throws if the format refuses. */
  documents(format) {
    const { library: l, plan } = this;
    const { c } = l;
    return l.with([format], (name) => {
      const status = c.sesdomain_plan_refusal(plan, name, l.out, l.out + 4, l.out + 8);
      if (status) {
        const reason = l.text(l.word(2)) || l.text(c.sesdomain_strerror(status));
        throw new SesdomainError(status, `${format}: ${reason}`);
      }
      const count = c.sesdomain_plan_document_count(plan, name);
      return Array.from({ length: count }, (_, i) => {
        c.sesdomain_plan_write(plan, name, i, 0, 0, l.out);
        const length = l.word(0);
        const at = c.malloc(length + 1);
        if (!at) throw new SesdomainError(-1, "out of memory");
        c.sesdomain_plan_write(plan, name, i, at, length + 1, 0);
        const text = decoder.decode(l.octets().subarray(at, at + length));
        c.free(at);
        return text;
      });
    });
  }

  /** Return the plan in a format that makes one document of it. */
  text(format) {
    const documents = this.documents(format);
    if (documents.length !== 1) {
      throw new RangeError(`${format}: there are ${documents.length} documents`);
    }
    return documents[0];
  }

  /** Return the contents of the format json. */
  get contents() {
    return JSON.parse(this.text("json"));
  }

  get hasChanges() {
    return Boolean(this.library.c.sesdomain_plan_has_changes(this.plan));
  }
}

const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));

/** Return the functions of a compiled WebAssembly.Module. */
export function load(module) {
  const tables = new Library(module);
  const { c } = tables;
  return {
    version: tables.text(c.sesdomain_version()),
    formats: tables.list(c.sesdomain_format_count, c.sesdomain_format_name),
    readers: tables.list(c.sesdomain_reader_count, c.sesdomain_reader_name),
    providers: tables.list(c.sesdomain_provider_count, c.sesdomain_provider_name),
    /** Compute the plan of a setup document. */
    plan(setup, { existing = [], options = {} } = {}) {
      const l = new Library(module);
      l.c.sesdomain_new(l.out);
      const sd = l.word(0);
      l.with([asText(setup)], (at, length) =>
        l.check(l.c.sesdomain_load_setup(sd, at, length), sd));
      for (const [name, value] of Object.entries(options)) {
        l.with([name, String(value)], (at, _, to) =>
          l.check(l.c.sesdomain_set_option(sd, at, to), sd));
      }
      for (const given of existing) {
        const { reader = null, text = given } = given.text === undefined ? {} : given;
        l.with([reader, asText(text)], (name, _, at, length) =>
          l.check(l.c.sesdomain_load_existing(sd, name, at, length), sd));
      }
      l.check(l.c.sesdomain_plan_new(sd, l.out), sd);
      return new Plan(l, l.word(0));
    },
  };
}
