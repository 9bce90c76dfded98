// SPDX-License-Identifier: MIT

// Package wasm is the library in Go: core.go is the C library, compiled to
// WebAssembly and turned into Go by wasm2go. Each settings object has a memory
// of its own, which its plans share; one lock guards it.
package wasm

import (
	"bytes"
	"encoding/binary"
	"sync"
)

const (
	eMemory  = -1
	eLimit   = -4
	tooLong  = 1 << 30 // of a memory of 4 GiB
	pointer  = 4
	outWords = 4 * pointer // room for results that are written
)

type lib struct {
	sync.Mutex
	*Module
	out int32 // outWords octets
}

func newLib() *lib {
	l := &lib{Module: New()}
	l.out = l.Xmalloc(outWords)
	return l
}

// put copies a text and a NUL into the memory. Free it.
func (l *lib) put(text string) int32 {
	if len(text) >= tooLong {
		return 0
	}
	at := l.Xmalloc(int32(len(text) + 1))
	if at != 0 {
		memory := *l.Slice()
		memory[int(uint32(at))+copy(memory[uint32(at):], text)] = 0
	}
	return at
}

// get returns the text at an address, "" if that is NULL.
func (l *lib) get(at int32) string {
	if at == 0 {
		return ""
	}
	text := (*l.Slice())[uint32(at):]
	return string(text[:bytes.IndexByte(text, 0)])
}

// word returns result i of those that were written.
func (l *lib) word(i int) int32 {
	at := int(uint32(l.out)) + i*pointer
	return int32(binary.LittleEndian.Uint32((*l.Slice())[at:]))
}

func (l *lib) address(i int32) int32 { return l.out + i*pointer }

// with calls a function with the addresses of texts; it returns a status.
func (l *lib) with(call func(at []int32) int32, texts ...string) int32 {
	at := make([]int32, len(texts))
	status := int32(0)
	for i, text := range texts {
		if at[i] = l.put(text); at[i] == 0 {
			status = eMemory
			if len(text) >= tooLong {
				status = eLimit
			}
		}
	}
	if status == 0 {
		status = call(at)
	}
	for _, a := range at {
		l.Xfree(a)
	}
	return status
}

// Failure is a call that failed.
type Failure struct {
	Status       int
	Text, Path   string
	Line, Column int
}

// Settings are a struct sesdomain.
type Settings struct {
	*lib
	at int32
}

// Open returns empty settings, nil if there is no memory.
func Open() *Settings {
	l := newLib()
	if l.out == 0 || l.Xsesdomain_new(l.out) != 0 {
		return nil
	}
	return &Settings{l, l.word(0)}
}

// Free frees the settings. They must not be used afterwards.
func (s *Settings) Free() {
	s.Lock()
	defer s.Unlock()
	s.Xsesdomain_free(s.at)
	s.at = 0
}

func (s *Settings) do(call func(at []int32) int32, texts ...string) *Failure {
	s.Lock()
	defer s.Unlock()
	status := s.with(call, texts...)
	if status == 0 {
		return nil
	}
	return &Failure{
		Status: int(status),
		Text:   s.get(s.Xsesdomain_error(s.at)),
		Path:   s.get(s.Xsesdomain_error_path(s.at)),
		Line:   int(s.Xsesdomain_error_line(s.at)),
		Column: int(s.Xsesdomain_error_column(s.at)),
	}
}

// LoadSetup calls sesdomain_load_setup().
func (s *Settings) LoadSetup(text string) *Failure {
	return s.do(func(at []int32) int32 {
		return s.Xsesdomain_load_setup(s.at, at[0], int32(len(text)))
	}, text)
}

// LoadExisting calls sesdomain_load_existing(); the reader may be "".
func (s *Settings) LoadExisting(reader, text string) *Failure {
	return s.do(func(at []int32) int32 {
		name := at[0]
		if reader == "" {
			name = 0
		}
		return s.Xsesdomain_load_existing(s.at, name, at[1], int32(len(text)))
	}, reader, text)
}

// SetOption calls sesdomain_set_option().
func (s *Settings) SetOption(name, value string) *Failure {
	return s.do(func(at []int32) int32 {
		return s.Xsesdomain_set_option(s.at, at[0], at[1])
	}, name, value)
}

// AddRecord calls sesdomain_add_record(); the id may be "".
func (s *Settings) AddRecord(name string, kind uint32, ttl int, rdata, id string) *Failure {
	return s.do(func(at []int32) int32 {
		given := at[2]
		if id == "" {
			given = 0
		}
		return s.Xsesdomain_add_record(s.at, at[0], int32(kind), int32(ttl), at[1], given)
	}, name, rdata, id)
}

// AddAbsent calls sesdomain_add_absent().
func (s *Settings) AddAbsent(name string, kind uint32) *Failure {
	return s.do(func(at []int32) int32 {
		return s.Xsesdomain_add_absent(s.at, at[0], int32(kind))
	}, name)
}

// AddNonexistent calls sesdomain_add_nonexistent().
func (s *Settings) AddNonexistent(name string) *Failure {
	return s.do(func(at []int32) int32 {
		return s.Xsesdomain_add_nonexistent(s.at, at[0])
	}, name)
}

// AddFailed calls sesdomain_add_failed().
func (s *Settings) AddFailed(name string, kind uint32, reason string) *Failure {
	return s.do(func(at []int32) int32 {
		return s.Xsesdomain_add_failed(s.at, at[0], int32(kind), at[1])
	}, name, reason)
}

// Plan calls sesdomain_plan_new().
func (s *Settings) Plan() (*Plan, *Failure) {
	p := &Plan{lib: s.lib}
	failure := s.do(func([]int32) int32 {
		status := s.Xsesdomain_plan_new(s.at, s.out)
		p.at = s.word(0)
		return status
	})
	return p, failure
}

// Plan is a struct sesdomain_plan.
type Plan struct {
	*lib
	at int32
}

// Free frees the plan. It must not be used afterwards.
func (p *Plan) Free() {
	p.Lock()
	defer p.Unlock()
	p.Xsesdomain_plan_free(p.at)
	p.at = 0
}

// HasChanges calls sesdomain_plan_has_changes().
func (p *Plan) HasChanges() bool {
	p.Lock()
	defer p.Unlock()
	return p.Xsesdomain_plan_has_changes(p.at) != 0
}

// Question calls sesdomain_plan_question().
func (p *Plan) Question(i int) (name string, kind uint32, scope int, ok bool) {
	p.Lock()
	defer p.Unlock()
	if p.Xsesdomain_plan_question(p.at, int32(i), p.address(0), p.address(1), p.address(2)) == 0 {
		return
	}
	return p.get(p.word(0)), uint32(p.word(1)), int(p.word(2)), true
}

// Withheld calls the functions of that name.
func (p *Plan) Withheld(i int) (name string, kind uint32, finding int, ok bool) {
	p.Lock()
	defer p.Unlock()
	n := int32(i)
	if n >= p.Xsesdomain_plan_withheld_count(p.at) {
		return
	}
	return p.get(p.Xsesdomain_plan_withheld_name(p.at, n)),
		uint32(p.Xsesdomain_plan_withheld_type(p.at, n)),
		int(p.Xsesdomain_plan_withheld_finding(p.at, n)), true
}

// DocumentCount calls sesdomain_plan_document_count().
func (p *Plan) DocumentCount(format string) (count int) {
	p.Lock()
	defer p.Unlock()
	p.with(func(at []int32) int32 {
		count = int(p.Xsesdomain_plan_document_count(p.at, at[0]))
		return 0
	}, format)
	return
}

// Write calls sesdomain_plan_write().
func (p *Plan) Write(format string, document int) (text string, status int) {
	p.Lock()
	defer p.Unlock()
	return text, int(p.with(func(at []int32) int32 {
		p.Xsesdomain_plan_write(p.at, at[0], int32(document), 0, 0, p.out)
		size := p.word(0) + 1
		buffer := p.Xmalloc(size)
		if buffer == 0 {
			return eMemory
		}
		status := p.Xsesdomain_plan_write(p.at, at[0], int32(document), buffer, size, 0)
		start := uint32(buffer)
		text = string((*p.Slice())[start : start+uint32(size)-1])
		if status != 0 {
			text = ""
		}
		p.Xfree(buffer)
		return status
	}, format))
}

// Refusal calls sesdomain_plan_refusal().
func (p *Plan) Refusal(format string) (set, value int, reason string, status int) {
	p.Lock()
	defer p.Unlock()
	status = int(p.with(func(at []int32) int32 {
		s := p.Xsesdomain_plan_refusal(p.at, at[0], p.address(0), p.address(1), p.address(2))
		set, value = int(p.word(0)), int(p.word(1))
		if s != 0 {
			reason = p.get(p.word(2))
		}
		return s
	}, format))
	return
}

var (
	tables sync.Once
	table  *lib
)

func locked() *lib {
	tables.Do(func() { table = newLib() })
	table.Lock()
	return table
}

// TypeNumber calls sesdomain_type_number().
func TypeNumber(name string) (number uint32, status int) {
	l := locked()
	defer l.Unlock()
	status = int(l.with(func(at []int32) int32 {
		return l.Xsesdomain_type_number(at[0], l.out)
	}, name))
	return uint32(l.word(0)), status
}

// TypeName calls sesdomain_type_name().
func TypeName(number uint32) string {
	l := locked()
	defer l.Unlock()
	return l.get(l.Xsesdomain_type_name(int32(number)))
}

// StatusText calls sesdomain_strerror().
func StatusText(status int) string {
	l := locked()
	defer l.Unlock()
	return l.get(l.Xsesdomain_strerror(int32(status)))
}

// FormatName calls sesdomain_format_name().
func FormatName(i int) string {
	l := locked()
	defer l.Unlock()
	return l.get(l.Xsesdomain_format_name(int32(i)))
}

// ReaderName calls sesdomain_reader_name().
func ReaderName(i int) string {
	l := locked()
	defer l.Unlock()
	return l.get(l.Xsesdomain_reader_name(int32(i)))
}

// Version calls sesdomain_version().
func Version() string {
	l := locked()
	defer l.Unlock()
	return l.get(l.Xsesdomain_version())
}
