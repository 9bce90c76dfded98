// SPDX-License-Identifier: MIT

//go:build sesdomain_cgo || sesdomain_system

package sesdomain

import lib "libsesdomain.example/sesdomain/internal/clib"

type (
	libSettings = lib.Settings
	libPlan     = lib.Plan
	libFailure  = lib.Failure
)

var (
	libOpen       = lib.Open
	libTypeNumber = lib.TypeNumber
	libTypeName   = lib.TypeName
	libStatusText = lib.StatusText
	libFormatName = lib.FormatName
	libReaderName = lib.ReaderName
	libVersion    = lib.Version
)
