// SPDX-License-Identifier: MIT

// Package sesdomain computes the DNS records of one email domain that several
// Amazon SES instances use.
//
// By default it is pure Go: the C library compiled to WebAssembly and turned
// into Go, so that it needs no C compiler. With the build tag sesdomain_cgo the
// C sources are compiled instead; with sesdomain_system the installed library
// is used, through pkg-config. The results are the same, except that only the
// installed library, if built with libidn2, converts U-labels.
package sesdomain

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
)

// Domain has the settings of one domain. Goroutines may share it.
type Domain struct{ settings *libSettings }

// New returns the domain of a setup document: a []byte or string with its
// JSON, or any value that encoding/json makes it from, such as a map.
// doc/setup.schema.json describes it.
func New(setup any) (*Domain, error) {
	text, err := document(setup)
	if err != nil {
		return nil, err
	}
	settings := libOpen()
	if settings == nil {
		return nil, &Error{Status: ErrMemory, Text: ErrMemory.Error()}
	}
	d := &Domain{settings}
	runtime.SetFinalizer(d, (*Domain).Close)
	if f := settings.LoadSetup(text); f != nil {
		defer d.Close()
		return nil, toError(f)
	}
	return d, nil
}

func document(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	text, err := json.Marshal(value)
	return string(text), err
}

// Close frees the domain; without it, the garbage collector does. Plans that
// were made from it remain valid. No method may be called afterwards.
func (d *Domain) Close() error {
	if d.settings != nil {
		d.settings.Free()
		d.settings = nil
		runtime.SetFinalizer(d, nil)
	}
	return nil
}

// isText reports an error if a text has a NUL, which C cannot pass on.
func isText(texts ...string) error {
	for _, text := range texts {
		if strings.ContainsRune(text, 0) {
			return fail(ErrValue, "%q: a text without NUL was expected", text)
		}
	}
	return nil
}

func typeNumber(name string) (uint32, error) {
	if digits, ok := strings.CutPrefix(name, "TYPE"); ok { // RFC 3597
		if number, err := strconv.ParseUint(digits, 10, 16); err == nil {
			return uint32(number), nil
		}
	}
	if err := isText(name); err != nil {
		return 0, err
	}
	number, status := libTypeNumber(name)
	if status != 0 {
		return 0, fail(Status(status), "type: %q: %v", name, Status(status))
	}
	return number, nil
}

func typeName(number uint32) string {
	if name := libTypeName(number); name != "" {
		return name
	}
	return fmt.Sprintf("TYPE%d", number)
}

// SetOption sets an option, such as "dig.server"; doc/formats.md lists them.
func (d *Domain) SetOption(name, value string) error {
	if err := isText(name, value); err != nil {
		return err
	}
	err := toError(d.settings.SetOption(name, value))
	runtime.KeepAlive(d)
	return err
}

// LoadExisting loads existing records: a zone file, or the listing of a DNS
// provider. Readers lists the readers; "" recognises the text.
func (d *Domain) LoadExisting(reader string, listing any) error {
	text, err := document(listing)
	if err == nil {
		err = isText(reader)
	}
	if err != nil {
		return err
	}
	err = toError(d.settings.LoadExisting(reader, text))
	runtime.KeepAlive(d)
	return err
}

// Record is an existing record.
type Record struct {
	Name string
	Type string // such as "TXT" or "TYPE65280"
	TTL  int    // in seconds; -1 if it is not known
	Data string // rdata in presentation format
	ID   string // of the provider; may be empty
}

// AddRecord adds an existing record. All of its record set must be added.
func (d *Domain) AddRecord(r Record) error {
	number, err := typeNumber(r.Type)
	if err == nil {
		err = isText(r.Name, r.Data, r.ID)
	}
	if err != nil {
		return err
	}
	err = toError(d.settings.AddRecord(r.Name, number, r.TTL, r.Data, r.ID))
	runtime.KeepAlive(d)
	return err
}

// AddAbsent adds that a name has no records of a type (NODATA).
func (d *Domain) AddAbsent(name, kind string) error {
	number, err := typeNumber(kind)
	if err == nil {
		err = isText(name)
	}
	if err != nil {
		return err
	}
	err = toError(d.settings.AddAbsent(name, number))
	runtime.KeepAlive(d)
	return err
}

// AddNonexistent adds that neither a name nor any below it exists (NXDOMAIN).
func (d *Domain) AddNonexistent(name string) error {
	if err := isText(name); err != nil {
		return err
	}
	err := toError(d.settings.AddNonexistent(name))
	runtime.KeepAlive(d)
	return err
}

// AddFailed adds that a lookup failed, so that nothing is known.
func (d *Domain) AddFailed(name, kind, reason string) error {
	number, err := typeNumber(kind)
	if err == nil {
		err = isText(name, reason)
	}
	if err != nil {
		return err
	}
	err = toError(d.settings.AddFailed(name, number, reason))
	runtime.KeepAlive(d)
	return err
}

// Plan computes the records that the domain needs.
func (d *Domain) Plan() (*Plan, error) {
	plan, failure := d.settings.Plan()
	runtime.KeepAlive(d)
	if failure != nil {
		return nil, toError(failure)
	}
	p := &Plan{plan: plan}
	runtime.SetFinalizer(p, (*Plan).Close)
	return p, nil
}

// What a Lookup returns instead of records; any other error is a failure.
var (
	ErrNoData   = errors.New("the name has no records of the type")
	ErrNXDomain = errors.New("the name does not exist")
)

// Lookup looks up a question at the authoritative servers of the zone. It
// returns all records of the question's name and type, a CNAME there instead,
// ErrNoData or ErrNXDomain.
type Lookup func(context.Context, Question) ([]Record, error)

// rounds is how often answers may lead to new questions: a chain of CNAMEs or
// of SPF includes is shorter.
const rounds = 20

// Complete looks up the questions of plans, adds the answers, and plans again
// until no question is new. It returns the last plan.
func (d *Domain) Complete(ctx context.Context, look Lookup) (*Plan, error) {
	asked := map[Question]bool{}
	for range rounds {
		plan, err := d.Plan()
		if err != nil {
			return nil, err
		}
		fresh := false
		for q := range plan.Questions() {
			if asked[q] || q.Type == "" || q.Scope != "name" {
				continue
			}
			asked[q], fresh = true, true
			if err := d.answer(ctx, look, q); err != nil {
				return nil, err
			}
		}
		if !fresh {
			return plan, nil
		}
		plan.Close()
	}
	return nil, fail(ErrLimit, "more than %d rounds of questions", rounds)
}

func (d *Domain) answer(ctx context.Context, look Lookup, q Question) error {
	records, err := look(ctx, q)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	switch {
	case errors.Is(err, ErrNXDomain):
		return d.AddNonexistent(q.Name)
	case errors.Is(err, ErrNoData):
		return d.AddAbsent(q.Name, q.Type)
	case err != nil:
		return d.AddFailed(q.Name, q.Type, printable(err.Error()))
	}
	for _, r := range records {
		if err := d.AddRecord(r); err != nil {
			return err
		}
	}
	return nil
}

// printable makes one short line of an error's text.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return ' '
		}
		return r
	}, text)
	return text[:min(len(text), 100)]
}

// Formats returns the names of the formats.
func Formats() []string { return list(libFormatName) }

// Readers returns the names of the readers.
func Readers() []string { return list(libReaderName) }

// Version returns the version of the library.
func Version() string { return libVersion() }

func list(name func(int) string) (names []string) {
	for i := 0; name(i) != ""; i++ {
		names = append(names, name(i))
	}
	return
}
