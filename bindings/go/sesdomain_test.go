// SPDX-License-Identifier: MIT

package sesdomain_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"libsesdomain.example/sesdomain"
)

const setup = `{"domain": "anycompany.com", "dmarc": "v=DMARC1; p=none",
"instances": [{"label": "SES1", "account": "111122223333", "region": "us-east-1",
"dkim_tokens": ["iugypehmxkftitwkbcct7y5gacnc53by"], "mail_from": "mail.anycompany.com"}]}`

func plan(t testing.TB, setup any) *sesdomain.Plan {
	t.Helper()
	domain, err := sesdomain.New(setup)
	if err != nil {
		t.Fatal(err)
	}
	defer domain.Close()
	plan, err := domain.Plan()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func Example() {
	domain, err := sesdomain.New(map[string]any{
		"domain": "anycompany.com",
		"instances": []map[string]any{{
			"account": "111122223333", "region": "us-east-1",
			"mail_from": "mail.anycompany.com",
		}},
	})
	if err != nil {
		panic(err)
	}
	plan, err := domain.Plan()
	if err != nil {
		panic(err)
	}
	for _, rs := range plan.RecordSets() {
		fmt.Println(rs.Todo, rs.Name, rs.Type, rs.Values[0].Text)
	}
	// Output:
	// add mail.anycompany.com MX 10 feedback-smtp.us-east-1.amazonses.com
	// add mail.anycompany.com TXT v=spf1 include:amazonses.com ~all
}

func TestContents(t *testing.T) {
	p := plan(t, setup)
	if p.Domain() != "anycompany.com" || p.Zone() != "anycompany.com" || p.Ready() || !p.HasChanges() {
		t.Error("wrong:", p.Domain(), p.Zone(), p.Ready(), p.HasChanges())
	}
	if n := len(p.RecordSets()); n != 4 {
		t.Error("record sets:", n)
	}
	first := p.Instances()[0]
	if first.Label != "SES1" || first.Readiness["dkim"].State == "" {
		t.Errorf("instance: %+v", first)
	}
	questions := 0
	for q := range p.Questions() {
		if q.Name == "" || q.Scope != "name" && q.Scope != "below" {
			t.Errorf("question: %+v", q)
		}
		questions++
	}
	if questions == 0 {
		t.Error("there are no questions")
	}
	var text strings.Builder
	if err := p.Write(&text, "zone"); err != nil || !strings.Contains(text.String(), "_dmarc.anycompany.com.") {
		t.Error(err, text.String())
	}
}

func TestEachMember(t *testing.T) {
	p := plan(t, `{"domain": "a.test", "reference": "ticket-1",
	  "instances": [{"account": "1", "region": "us-east-1", "verification_token": "abcd",
	    "aws": [{"VerificationStatus": "PENDING", "IdentityType": "DOMAIN",
	      "VerificationInfo": {"LastCheckedTimestamp": "2026-11-20T09:20:11Z",
	        "SOARecord": {"SerialNumber": 7}}}]}],
	  "existing": [{"name": "_amazonses.a.test", "type": "TXT", "rdata": "\"other\"", "id": "r1"}]}`)
	if p.Reference() != "ticket-1" {
		t.Error("reference:", p.Reference())
	}
	one := p.Instances()[0]
	if one.SESChecked == nil || *one.SESChecked != 1795166411 || one.SESSucceeded != nil ||
		one.SESSerial == nil || *one.SESSerial != 7 {
		t.Errorf("instance: %+v", one)
	}
	ids := []string{}
	for _, value := range p.RecordSets()[0].Values {
		ids = append(ids, value.ID)
	}
	if !slices.Contains(ids, "r1") {
		t.Error("ids:", ids)
	}
	if f := p.Findings()[0]; f.Fix == "" {
		t.Errorf("finding: %+v", f)
	}
}

func TestErrors(t *testing.T) {
	for _, row := range []struct {
		setup  any
		status sesdomain.Status
		path   string
	}{
		{"{", sesdomain.ErrSyntax, ""},
		{`{"domain": "a.test", "ttl": -1}`, sesdomain.ErrValue, "ttl"},
		{`{"domain": "a.test", "nothing": 1}`, sesdomain.ErrDocument, "nothing"},
		{strings.Repeat("[", 1e6), sesdomain.ErrSyntax, ""},
		{"\x00", sesdomain.ErrSyntax, ""},
	} {
		_, err := sesdomain.New(row.setup)
		var e *sesdomain.Error
		if !errors.As(err, &e) || e.Text == "" || e.Path != row.path {
			t.Errorf("%.20q: %#v", row.setup, err)
		}
		if !errors.Is(err, row.status) {
			t.Errorf("%.20q: %d is not %d", row.setup, e.Status, row.status)
		}
	}
	domain, _ := sesdomain.New(`{"domain": "a.test"}`)
	for what, err := range map[string]error{
		"NUL":    domain.AddNonexistent("a\x00.test"),
		"type":   domain.AddAbsent("a.test", "NOTHING"),
		"reader": domain.LoadExisting("nothing", ""),
		"option": domain.SetOption("nothing", ""),
		"rdata":  domain.AddRecord(sesdomain.Record{Name: "a.test", Type: "TXT", TTL: -1, Data: `"one`}),
	} {
		if err == nil {
			t.Error(what)
		}
	}
	p, _ := domain.Plan()
	if _, err := p.Text("nothing"); !errors.Is(err, sesdomain.ErrFormat) {
		t.Error(err)
	}
	if r := p.Refusal("zone"); r != nil {
		t.Error(r)
	}
}

func TestComplete(t *testing.T) {
	domain, err := sesdomain.New(setup)
	if err != nil {
		t.Fatal(err)
	}
	look := func(_ context.Context, q sesdomain.Question) ([]sesdomain.Record, error) {
		switch {
		case q.Name == "_dmarc.anycompany.com" && q.Type == "TXT":
			return []sesdomain.Record{{Name: q.Name, Type: q.Type, TTL: 60, Data: `"v=DMARC1; p=none"`}}, nil
		case strings.Contains(q.Name, "._domainkey."):
			return nil, errors.New("SERVFAIL\nof a server")
		case strings.HasPrefix(q.Name, "mail."):
			return nil, sesdomain.ErrNXDomain
		}
		return nil, sesdomain.ErrNoData
	}
	p, err := domain.Complete(context.Background(), look)
	if err != nil {
		t.Fatal(err)
	}
	for _, rs := range p.RecordSets() {
		if rs.Name == "_dmarc.anycompany.com" && (rs.Todo != "none" || rs.Prior != "present") {
			t.Errorf("%+v", rs)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	other, _ := sesdomain.New(setup)
	if _, err := other.Complete(ctx, look); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestManyShareOnePlan(t *testing.T) {
	p := plan(t, setup)
	zone, _ := p.Text("zone")
	var all sync.WaitGroup
	for range 8 {
		all.Add(1)
		go func() {
			defer all.Done()
			for range 20 {
				if text, err := p.Text("zone"); text != zone || err != nil {
					t.Error(err, text)
				}
			}
		}()
	}
	all.Wait()
}

// TestGolden compares every format with the golden files of the checkout.
func TestGolden(t *testing.T) {
	top := filepath.Join("..", "..")
	if s := os.Getenv("SESDOMAIN_SOURCE"); s != "" {
		top = s
	}
	cases, _ := filepath.Glob(filepath.Join(top, "tests", "golden", "*", "text.txt"))
	if len(cases) == 0 {
		t.Skip("not in a checkout")
	}
	compared := 0
	for _, path := range cases {
		name := filepath.Base(filepath.Dir(path))
		document, err := os.ReadFile(filepath.Join(filepath.Dir(path), "setup.json"))
		if err != nil {
			document, err = os.ReadFile(filepath.Join(top, "examples", "data", name, "setup.json"))
		}
		if err != nil {
			t.Fatal(err)
		}
		if name == "odd" { // has U-labels, which need libidn2
			continue
		}
		p := plan(t, document)
		for _, format := range sesdomain.Formats() {
			golden, err := os.ReadFile(filepath.Join(filepath.Dir(path), format+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			var parts []string
			for part, err := range p.Documents(format) {
				if err == nil {
					parts = append(parts, part)
				}
			}
			if r := p.Refusal(format); r != nil {
				if len(parts) > 0 || !strings.Contains(string(golden), "\n"+r.Reason+"\n") {
					t.Errorf("%s %s: refused: %s", name, format, r.Reason)
				}
			} else if text := strings.Join(parts, "=== next document ===\n"); text != string(golden) {
				t.Errorf("%s %s differs", name, format)
			}
			compared++
		}
	}
	t.Log("compared", compared)
}

func BenchmarkOpen(b *testing.B) {
	for range b.N {
		domain, _ := sesdomain.New(`{"domain": "a.test"}`)
		domain.Close()
	}
}

func BenchmarkSetupToZone(b *testing.B) {
	for range b.N {
		p := plan(b, setup)
		if _, err := p.Text("zone"); err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}

func BenchmarkCall(b *testing.B) {
	p := plan(b, setup)
	b.ResetTimer()
	for range b.N {
		p.HasChanges()
	}
}
