// SPDX-License-Identifier: MIT

//go:build sesdomain_cgo && !sesdomain_system

package clib

// #cgo CFLAGS: -std=c11 -O2
import "C"
