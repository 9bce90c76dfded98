// SPDX-License-Identifier: MIT

package sesdomain

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync"
)

// Plan has the records that a domain needs. It is immutable, and goroutines
// may share it.
type Plan struct {
	plan     *libPlan
	once     sync.Once
	contents contents
}

type contents struct {
	Domain     string
	Zone       string
	Reference  string
	Scenario   string
	Ready      bool
	Instances  []Instance
	RecordSets []RecordSet
	Findings   []Finding
}

// Instance is an instance of a plan.
type Instance struct {
	Label, Account, Region, State string
	Ready                         bool
	// When SES last looked at DNS, and last found the records, in seconds since
	// 1970, and the serial of the SOA record that it saw; nil if AWS's outputs
	// do not report it.
	SESChecked   *uint64 `json:"ses_checked"`
	SESSucceeded *uint64 `json:"ses_succeeded"`
	SESSerial    *uint32 `json:"ses_serial"`
	// Readiness by aspect: "verification", "dkim", "mail_from", "spf", "dmarc".
	Readiness map[string]Readiness
}

// Readiness is the readiness of an aspect of an instance.
type Readiness struct{ State, DNS, SES string }

// RecordSet has all values of one type at one name.
type RecordSet struct {
	Name, Type string
	TTL        int
	Prior      string  // "unknown", "absent" or "present" before the change
	Todo       string  // "none", "add", "create", "edit", "replace" or "delete"
	Values     []Value `json:"records"`
}

// Value is a value of a record set, and the operation on it.
type Value struct {
	Op        string   // "keep", "add" or "remove"
	Purpose   string   // "" for a foreign value
	Text      string   // as a person pastes it; "" if it has other octets
	Data      string   `json:"rdata"` // in presentation format
	ID        string   // the provider's id of the record; "" if there is none
	Instances []string // the labels of those that need it
}

// Finding is a problem, or information, that concerns the domain.
type Finding struct {
	Code, Severity, Name  string
	Fix                   string // where to remove the cause: "plan", "dns", "ses", "settings"
	Instances             []string
	Message, Hint, Source string
}

// Question is a lookup whose result would complete the plan.
type Question struct {
	Name, Type string // the type is "" for all
	Scope      string // "name", or "below": all names below it
}

// Withheld is a record set that is desired and withheld because of a conflict.
type Withheld struct {
	Name, Type string
	Finding    Finding // that explains it
}

// Refusal is the reason for which a format refuses a plan.
type Refusal struct {
	Status    Status
	RecordSet *RecordSet // nil if there is none
	Reason    string
}

// Close frees the plan; without it, the garbage collector does. No method may
// be called afterwards.
func (p *Plan) Close() error {
	if p.plan != nil {
		p.plan.Free()
		p.plan = nil
		runtime.SetFinalizer(p, nil)
	}
	return nil
}

func (p *Plan) read() *contents {
	p.once.Do(func() {
		text, status := p.plan.Write("json", 0)
		if status != 0 || json.Unmarshal([]byte(text), &p.contents) != nil {
			panic("sesdomain: the library wrote no JSON")
		}
	})
	runtime.KeepAlive(p)
	return &p.contents
}

// Domain returns the domain that sends.
func (p *Plan) Domain() string { return p.read().Domain }

// Zone returns the apex of the zone.
func (p *Plan) Zone() string { return p.read().Zone }

// Reference returns the reference of the settings.
func (p *Plan) Reference() string { return p.read().Reference }

// Scenario returns how the active instances are distributed.
func (p *Plan) Scenario() string { return p.read().Scenario }

// Ready reports whether every active instance is ready, and there is one.
func (p *Plan) Ready() bool { return p.read().Ready }

// HasChanges reports whether a record set has a value to add or remove.
func (p *Plan) HasChanges() bool {
	changes := p.plan.HasChanges()
	runtime.KeepAlive(p)
	return changes
}

// Instances returns the instances, in the order in which they were added.
func (p *Plan) Instances() []Instance { return p.read().Instances }

// RecordSets returns the record sets, by owner name and type.
func (p *Plan) RecordSets() []RecordSet { return p.read().RecordSets }

// Findings returns the findings, by severity, code and name.
func (p *Plan) Findings() []Finding { return p.read().Findings }

// Questions iterates over the lookups whose results would complete the plan.
func (p *Plan) Questions() iter.Seq[Question] {
	scopes := []string{"unknown", "name", "below"}
	return func(yield func(Question) bool) {
		for i := 0; ; i++ {
			name, kind, scope, ok := p.plan.Question(i)
			runtime.KeepAlive(p)
			if !ok {
				return
			}
			q := Question{Name: name, Scope: scopes[min(scope, 2)]}
			if kind != 0 {
				q.Type = typeName(kind)
			}
			if !yield(q) {
				return
			}
		}
	}
}

// Withheld iterates over the record sets that a conflict withholds.
func (p *Plan) Withheld() iter.Seq[Withheld] {
	return func(yield func(Withheld) bool) {
		for i := 0; ; i++ {
			name, kind, finding, ok := p.plan.Withheld(i)
			runtime.KeepAlive(p)
			if !ok {
				return
			}
			w := Withheld{Name: name, Type: typeName(kind)}
			if f := p.Findings(); uint(finding) < uint(len(f)) {
				w.Finding = f[finding]
			}
			if !yield(w) {
				return
			}
		}
	}
}

// Refusal returns why a format refuses the plan, nil if it does not.
func (p *Plan) Refusal(format string) *Refusal {
	if err := isText(format); err != nil {
		return &Refusal{Status: ErrFormat, Reason: err.Error()}
	}
	set, _, reason, status := p.plan.Refusal(format)
	runtime.KeepAlive(p)
	if status == 0 {
		return nil
	}
	refusal := &Refusal{Status: Status(status), Reason: reason}
	if reason == "" {
		refusal.Reason = refusal.Status.Error()
	}
	if sets := p.RecordSets(); uint(set) < uint(len(sets)) {
		refusal.RecordSet = &sets[set]
	}
	return refusal
}

// Documents iterates over the documents of a format: several if its consumer
// limits a request. An error comes alone, before any document.
func (p *Plan) Documents(format string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if err := p.refused(format); err != nil {
			yield("", err)
			return
		}
		count := p.plan.DocumentCount(format)
		for i := range count {
			text, status := p.plan.Write(format, i)
			runtime.KeepAlive(p)
			if status != 0 {
				yield("", &Error{Status: Status(status), Text: Status(status).Error()})
				return
			}
			if !yield(text, nil) {
				return
			}
		}
	}
}

func (p *Plan) refused(format string) error {
	r := p.Refusal(format)
	if r == nil {
		return nil
	}
	where := ""
	if r.RecordSet != nil {
		where = fmt.Sprintf(" %s %s:", r.RecordSet.Name, r.RecordSet.Type)
	}
	return fail(r.Status, "%s:%s %s", format, where, r.Reason)
}

// Text returns the plan in a format that makes one document of it.
func (p *Plan) Text(format string) (string, error) {
	if err := p.refused(format); err != nil {
		return "", err
	}
	if n := p.plan.DocumentCount(format); n != 1 {
		return "", fmt.Errorf("%s: there are %d documents", format, n)
	}
	for text, err := range p.Documents(format) {
		return text, err
	}
	return "", nil
}

// Write writes the plan in a format that makes one document of it. If it
// fails, nothing was written, or the writer has failed.
func (p *Plan) Write(w io.Writer, format string) error {
	text, err := p.Text(format)
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	return err
}
