// SPDX-License-Identifier: MIT

//go:build sesdomain_cgo || sesdomain_system

// Package clib is the C library, through cgo.
package clib

/*
#include <stdlib.h>
#include <sesdomain.h>
*/
import "C"

import (
	"sync"
	"unsafe"
)

// Failure is a call that failed.
type Failure struct {
	Status       int
	Text, Path   string
	Line, Column int
}

// Settings are a struct sesdomain, for one thread at a time.
type Settings struct {
	lock sync.Mutex
	at   *C.struct_sesdomain
}

// Open returns empty settings, nil if there is no memory.
func Open() *Settings {
	s := new(Settings)
	if C.sesdomain_new(&s.at) != 0 {
		return nil
	}
	return s
}

// Free frees the settings. They must not be used afterwards.
func (s *Settings) Free() {
	s.lock.Lock()
	defer s.lock.Unlock()
	C.sesdomain_free(s.at)
	s.at = nil
}

// with calls a function with copies of texts.
func with(call func(at []*C.char), texts ...string) {
	at := make([]*C.char, len(texts))
	for i, text := range texts {
		at[i] = C.CString(text)
		defer C.free(unsafe.Pointer(at[i]))
	}
	call(at)
}

func (s *Settings) do(call func(at []*C.char) C.enum_sesdomain_status, texts ...string) (failure *Failure) {
	s.lock.Lock()
	defer s.lock.Unlock()
	with(func(at []*C.char) {
		if status := call(at); status != 0 {
			failure = &Failure{
				Status: int(status),
				Text:   C.GoString(C.sesdomain_error(s.at)),
				Path:   C.GoString(C.sesdomain_error_path(s.at)),
				Line:   int(C.sesdomain_error_line(s.at)),
				Column: int(C.sesdomain_error_column(s.at)),
			}
		}
	}, texts...)
	return
}

// LoadSetup calls sesdomain_load_setup().
func (s *Settings) LoadSetup(text string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		return C.sesdomain_load_setup(s.at, at[0], C.size_t(len(text)))
	}, text)
}

// LoadExisting calls sesdomain_load_existing(); the reader may be "".
func (s *Settings) LoadExisting(reader, text string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		name := at[0]
		if reader == "" {
			name = nil
		}
		return C.sesdomain_load_existing(s.at, name, at[1], C.size_t(len(text)))
	}, reader, text)
}

// SetOption calls sesdomain_set_option().
func (s *Settings) SetOption(name, value string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		return C.sesdomain_set_option(s.at, at[0], at[1])
	}, name, value)
}

// AddRecord calls sesdomain_add_record(); the id may be "".
func (s *Settings) AddRecord(name string, kind uint32, ttl int, rdata, id string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		given := at[2]
		if id == "" {
			given = nil
		}
		return C.sesdomain_add_record(s.at, at[0], C.uint32_t(kind), C.int32_t(ttl), at[1], given)
	}, name, rdata, id)
}

// AddAbsent calls sesdomain_add_absent().
func (s *Settings) AddAbsent(name string, kind uint32) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		return C.sesdomain_add_absent(s.at, at[0], C.uint32_t(kind))
	}, name)
}

// AddNonexistent calls sesdomain_add_nonexistent().
func (s *Settings) AddNonexistent(name string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		return C.sesdomain_add_nonexistent(s.at, at[0])
	}, name)
}

// AddFailed calls sesdomain_add_failed().
func (s *Settings) AddFailed(name string, kind uint32, reason string) *Failure {
	return s.do(func(at []*C.char) C.enum_sesdomain_status {
		return C.sesdomain_add_failed(s.at, at[0], C.uint32_t(kind), at[1])
	}, name, reason)
}

// Plan calls sesdomain_plan_new().
func (s *Settings) Plan() (*Plan, *Failure) {
	p := new(Plan)
	failure := s.do(func([]*C.char) C.enum_sesdomain_status {
		return C.sesdomain_plan_new(s.at, &p.at)
	})
	return p, failure
}

// Plan is a struct sesdomain_plan, which any number of threads read.
type Plan struct{ at *C.struct_sesdomain_plan }

// Free frees the plan. It must not be used afterwards.
func (p *Plan) Free() {
	C.sesdomain_plan_free(p.at)
	p.at = nil
}

// HasChanges calls sesdomain_plan_has_changes().
func (p *Plan) HasChanges() bool {
	return bool(C.sesdomain_plan_has_changes(p.at))
}

// Question calls sesdomain_plan_question().
func (p *Plan) Question(i int) (name string, kind uint32, scope int, ok bool) {
	var text *C.char
	var number C.uint32_t
	var where C.enum_sesdomain_question_scope
	ok = bool(C.sesdomain_plan_question(p.at, C.size_t(i), &text, &number, &where))
	return C.GoString(text), uint32(number), int(where), ok
}

// Withheld calls the functions of that name.
func (p *Plan) Withheld(i int) (name string, kind uint32, finding int, ok bool) {
	n := C.size_t(i)
	if n >= C.sesdomain_plan_withheld_count(p.at) {
		return
	}
	return C.GoString(C.sesdomain_plan_withheld_name(p.at, n)),
		uint32(C.sesdomain_plan_withheld_type(p.at, n)),
		int(C.sesdomain_plan_withheld_finding(p.at, n)), true
}

// DocumentCount calls sesdomain_plan_document_count().
func (p *Plan) DocumentCount(format string) (count int) {
	with(func(at []*C.char) {
		count = int(C.sesdomain_plan_document_count(p.at, at[0]))
	}, format)
	return
}

// Write calls sesdomain_plan_write().
func (p *Plan) Write(format string, document int) (text string, status int) {
	with(func(at []*C.char) {
		var length C.size_t
		C.sesdomain_plan_write(p.at, at[0], C.size_t(document), nil, 0, &length)
		buffer := (*C.char)(C.malloc(length + 1)) // as cgo's malloc: never nil
		status = int(C.sesdomain_plan_write(p.at, at[0], C.size_t(document), buffer, length+1, nil))
		if status == 0 {
			text = C.GoStringN(buffer, C.int(length))
		}
		C.free(unsafe.Pointer(buffer))
	}, format)
	return
}

// Refusal calls sesdomain_plan_refusal().
func (p *Plan) Refusal(format string) (set, value int, reason string, status int) {
	with(func(at []*C.char) {
		var i, j C.size_t
		var why *C.char
		status = int(C.sesdomain_plan_refusal(p.at, at[0], &i, &j, &why))
		set, value, reason = int(i), int(j), C.GoString(why)
	}, format)
	return
}

// TypeNumber calls sesdomain_type_number().
func TypeNumber(name string) (number uint32, status int) {
	with(func(at []*C.char) {
		var n C.uint32_t
		status = int(C.sesdomain_type_number(at[0], &n))
		number = uint32(n)
	}, name)
	return
}

// TypeName calls sesdomain_type_name().
func TypeName(number uint32) string {
	return C.GoString(C.sesdomain_type_name(C.uint32_t(number)))
}

// StatusText calls sesdomain_strerror().
func StatusText(status int) string {
	return C.GoString(C.sesdomain_strerror(C.enum_sesdomain_status(status)))
}

// FormatName calls sesdomain_format_name().
func FormatName(i int) string {
	return C.GoString(C.sesdomain_format_name(C.size_t(i)))
}

// ReaderName calls sesdomain_reader_name().
func ReaderName(i int) string {
	return C.GoString(C.sesdomain_reader_name(C.size_t(i)))
}

// Version calls sesdomain_version().
func Version() string {
	return C.GoString(C.sesdomain_version())
}
