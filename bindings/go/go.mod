// The path is a placeholder until the project has an address: doc/release.md.
module libsesdomain.example/sesdomain

go 1.23
