// SPDX-License-Identifier: MIT

// DNSControl with one provider of all, BIND's zone files: the others bring
// half of the world with them.
package main

import (
	"os"

	"github.com/StackExchange/dnscontrol/v4/commands"
	_ "github.com/StackExchange/dnscontrol/v4/providers/bind"
)

func main() {
	os.Exit(commands.Run("dnscontrol"))
}
