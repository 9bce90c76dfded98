// SPDX-License-Identifier: MIT

// Answers the questions of a plan with miekg/dns, in the place of
// libsesdomain-dns: for programs that have a resolver of their own.
//
//	go run . SETUP.json SERVER [PORT]
//
// feed does no input or output: it is given a response, however it came.
package main

import (
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"time"

	"github.com/miekg/dns"
	"libsesdomain.example/sesdomain"
)

const (
	chainMost  = 16
	roundsMost = 24
)

type rrset struct {
	name string // canonical
	kind uint16
}

// feeder adds answers to a domain, each RRset once.
type feeder struct {
	domain *sesdomain.Domain
	known  map[rrset]bool
}

// fresh reports whether nothing was added at a name and type before.
func (f *feeder) fresh(name string, kind uint16) bool {
	set := rrset{dns.CanonicalName(name), kind}
	before := f.known[set]
	f.known[set] = true
	return !before
}

// add adds an RRset.
func (f *feeder) add(records []dns.RR) error {
	head := records[0].Header()
	if !f.fresh(head.Name, head.Rrtype) {
		return nil
	}
	for _, rr := range records {
		err := f.domain.AddRecord(sesdomain.Record{
			Name: head.Name,
			Type: dns.Type(head.Rrtype).String(),
			TTL:  int(head.Ttl),
			Data: strings.TrimPrefix(rr.String(), rr.Header().String()),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *feeder) addAbsent(name string, kind uint16) error {
	if !f.fresh(name, kind) {
		return nil
	}
	return f.domain.AddAbsent(name, dns.Type(kind).String())
}

// addNegative adds that a name has no such records, if the response proves it.
func (f *feeder) addNegative(name string, kind uint16, response *dns.Msg) error {
	if !f.fresh(name, kind) {
		return nil
	}
	// RFC 2308 section 5: without an SOA it is no answer of a server that knows
	proven := false
	for _, rr := range response.Ns {
		proven = proven || rr.Header().Rrtype == dns.TypeSOA
	}
	if !proven {
		return f.domain.AddFailed(name, dns.Type(kind).String(),
			"a negative answer without an SOA")
	}
	if err := f.domain.AddAbsent(name, dns.Type(kind).String()); err != nil {
		return err
	}
	if response.Rcode != dns.RcodeNameError {
		return nil
	}
	err := f.domain.AddNonexistent(name)
	if errors.Is(err, sesdomain.ErrState) { // names below it are known
		return nil
	}
	return err
}

// feed adds what a response says about a question.
func (f *feeder) feed(q sesdomain.Question, response *dns.Msg) error {
	if response.Rcode != dns.RcodeSuccess && response.Rcode != dns.RcodeNameError {
		return f.domain.AddFailed(q.Name, q.Type, dns.RcodeToString[response.Rcode])
	}
	answer := map[rrset][]dns.RR{}
	for _, rr := range response.Answer {
		set := rrset{dns.CanonicalName(rr.Header().Name), rr.Header().Rrtype}
		answer[set] = append(answer[set], rr)
	}
	owner, kind := dns.CanonicalName(q.Name), dns.StringToType[q.Type]
	for range chainMost {
		if records := answer[rrset{owner, kind}]; records != nil {
			return f.add(records)
		}
		// what is below a DNAME is not there: its CNAME is synthesised (RFC 6672)
		for set, records := range answer {
			if set.kind == dns.TypeDNAME && set.name != owner &&
				dns.IsSubDomain(set.name, owner) {
				if err := f.add(records); err != nil {
					return err
				}
				return f.addAbsent(owner, kind)
			}
		}
		alias := answer[rrset{owner, dns.TypeCNAME}]
		if alias == nil {
			return f.addNegative(owner, kind, response)
		}
		// an alias has no other records (RFC 1034 section 3.6.2); the rest of
		// the response, and its code, are about its target (RFC 6604)
		if err := f.add(alias); err != nil {
			return err
		}
		if err := f.addAbsent(owner, kind); err != nil {
			return err
		}
		owner = dns.CanonicalName(alias[0].(*dns.CNAME).Target)
	}
	return f.domain.AddFailed(owner, q.Type, "a chain of too many CNAMEs")
}

// lookUp asks what the plan asks, until that is nothing new.
func (f *feeder) lookUp(ask func(name string, kind uint16) (*dns.Msg, error)) error {
	asked := map[sesdomain.Question]bool{}
	for range roundsMost {
		plan, err := f.domain.Plan()
		if err != nil {
			return err
		}
		news := false
		for q := range plan.Questions() {
			kind := dns.StringToType[q.Type]
			if q.Scope != "name" || asked[q] {
				continue
			}
			asked[q], news = true, true
			if f.known[rrset{dns.CanonicalName(q.Name), kind}] {
				continue
			}
			response, failure := ask(q.Name, kind)
			if failure != nil { // nothing is known
				err = f.domain.AddFailed(q.Name, q.Type, reason(failure))
			} else {
				err = f.feed(q, response)
			}
			if err != nil {
				return err
			}
		}
		if !news {
			return nil
		}
	}
	return nil
}

func reason(failure error) string {
	var timeout net.Error
	if errors.As(failure, &timeout) && timeout.Timeout() {
		return "timed out"
	}
	return "no response"
}

// exchange asks a server, over TCP if the response does not fit.
func exchange(address, name string, kind uint16) (*dns.Msg, error) {
	query := new(dns.Msg).SetQuestion(dns.Fqdn(name), kind)
	query.SetEdns0(1232, false)
	client := dns.Client{Timeout: 2 * time.Second}
	response, _, err := client.Exchange(query, address)
	if err == nil && response.Truncated {
		client.Net = "tcp"
		response, _, err = client.Exchange(query, address)
	}
	return response, err
}

func run(path, address string) error {
	setup, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	domain, err := sesdomain.New(setup)
	if err != nil {
		return err
	}
	f := feeder{domain, map[rrset]bool{}}
	err = f.lookUp(func(name string, kind uint16) (*dns.Msg, error) {
		return exchange(address, name, kind)
	})
	if err != nil {
		return err
	}
	plan, err := domain.Plan()
	if err != nil {
		return err
	}
	return plan.Write(os.Stdout, "json")
}

func main() {
	port := "53"
	switch len(os.Args) {
	case 4:
		port = os.Args[3]
	case 3:
	default:
		fmt.Fprintln(os.Stderr, "usage: feed SETUP.json SERVER [PORT]")
		os.Exit(2)
	}
	if err := run(os.Args[1], net.JoinHostPort(os.Args[2], port)); err != nil {
		log.Fatal(err)
	}
}
