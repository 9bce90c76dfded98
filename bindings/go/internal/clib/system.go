// SPDX-License-Identifier: MIT

//go:build sesdomain_system

package clib

// #cgo pkg-config: libsesdomain
import "C"
