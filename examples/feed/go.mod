// SPDX-License-Identifier: MIT
module feed

go 1.23.0

require (
	github.com/miekg/dns v1.1.66
	libsesdomain.example/sesdomain v0.0.0
)

require (
	golang.org/x/mod v0.24.0 // indirect
	golang.org/x/net v0.39.0 // indirect
	golang.org/x/sync v0.13.0 // indirect
	golang.org/x/sys v0.32.0 // indirect
	golang.org/x/tools v0.32.0 // indirect
)

replace libsesdomain.example/sesdomain => ../../bindings/go
