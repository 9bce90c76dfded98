// SPDX-License-Identifier: MIT

package sesdomain

import "fmt"

// Status is enum sesdomain_status of the C header, which describes each. It is
// an error, so that errors.Is(err, sesdomain.ErrDocument) works.
type Status int

// The failures.
const (
	ErrMemory        Status = -1
	ErrName          Status = -2
	ErrValue         Status = -3
	ErrLimit         Status = -4
	ErrMissing       Status = -5
	ErrSpace         Status = -6
	ErrFormat        Status = -7
	ErrOption        Status = -8
	ErrDuplicate     Status = -9
	ErrState         Status = -10
	ErrSyntax        Status = -11
	ErrDocument      Status = -12
	ErrUnsupported   Status = -13
	ErrSecret        Status = -14
	ErrConflict      Status = -15
	ErrPriorUnknown  Status = -16
	ErrInexpressible Status = -17
)

func (s Status) Error() string { return libStatusText(int(s)) }

// Error is a call that the library refused. It changed nothing.
type Error struct {
	Status Status
	Text   string // what is wrong and where, in one line
	// Path is the setting, or the path of a key in a document, such as
	// "instances[1].region"; "" if there is none.
	Path string
	// Line and Column are the place in a document, from 1; 0 if there is none.
	Line, Column int
}

func (e *Error) Error() string { return e.Text }

// Unwrap returns the status.
func (e *Error) Unwrap() error { return e.Status }

func toError(f *libFailure) error {
	if f == nil {
		return nil
	}
	text := f.Text
	if text == "" {
		text = libStatusText(f.Status)
	}
	return &Error{Status(f.Status), text, f.Path, f.Line, f.Column}
}

func fail(status Status, format string, arguments ...any) error {
	return &Error{Status: status, Text: fmt.Sprintf(format, arguments...)}
}
