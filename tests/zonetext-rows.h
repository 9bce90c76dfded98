/* SPDX-License-Identifier: MIT */
/* The rows of test-zonetext.c. */
#ifndef ZONETEXT_ROWS_H
#define ZONETEXT_ROWS_H

#include <stddef.h>

/* Four lines, and the records in them. */
#define HEAD                                                                  \
    "$ORIGIN example.com.\n"                                                  \
    "$TTL 3600\n"                                                             \
    "@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 300\n"          \
    "@ IN NS ns1.example.net.\n"
#define HEAD_READ                                                             \
    "example.com SOA 3600 ns1.example.net. hostmaster.example.com. 1 7200 "   \
    "3600 1209600 300 relative\n"                                             \
    "example.com NS 3600 ns1.example.net. relative\n"

#define ZEROS /* 126 */                                                       \
    "000000000000000000000000000000000000000000000000000000000000000"         \
    "000000000000000000000000000000000000000000000000000000000000000"

/* ---- the table ---- */

#define FILE(text) (text), sizeof(text) - 1

static const struct {
    const char *title, *text;
    size_t length;
    const char *listing;
} files[] = {
    /* RFC 1035 section 5.1: entries */
    { "class before TTL", FILE(HEAD "_amazonses IN 300 TXT \"foreign\"\n"),
      HEAD_READ "_amazonses.example.com TXT 300 \"foreign\" relative\n" },
    { "TTL before class", FILE(HEAD "a 300 IN A 192.0.2.1\n"),
      HEAD_READ "a.example.com A 300 192.0.2.1 relative\n" },
    { "neither", FILE(HEAD "a A 192.0.2.1\n"),
      HEAD_READ "a.example.com A 3600 192.0.2.1 relative\n" },
    { "any case",
      FILE(HEAD "A.EXAMPLE.com. iN 5 txT a\nb cLASS1 tYPE1 \\# 4 "
                "C0 000 201\n"),
      HEAD_READ "a.example.com TXT 5 \"a\"\n"
                "b.example.com A 3600 192.0.2.1 relative\n" },
    { "the owner before", FILE(HEAD "a A 192.0.2.1\n\t5 AAAA 2001:DB8::1\n"),
      HEAD_READ "a.example.com A 3600 192.0.2.1 relative\n"
                "a.example.com AAAA 5 2001:DB8::1\n" },
    { "no owner before", FILE(" A 192.0.2.1\n"),
      "line 1: 'A': the line begins with a blank, and no record before it has "
      "an owner name\n" },
    { "an owner in quotation marks", FILE(HEAD "\"a b\" A 192.0.2.1\n"),
      HEAD_READ "a\\032b.example.com A 3600 192.0.2.1 relative\n" },
    { "an empty file", FILE(""), "" },
    { "blank lines alone", FILE("\n \n\t; comment\n;\n ( ) \n"), "" },
    { "no final newline", FILE(HEAD "a A 192.0.2.1"),
      HEAD_READ "a.example.com A 3600 192.0.2.1 relative\n" },
    { "no final newline after a directive", FILE(HEAD "$TTL 5"), HEAD_READ },
    { "CR LF", FILE("$TTL 5\r\na TXT \"b\" ; c\r\n TXT (\r\n d ) \r\n"),
      "a.example.com TXT 5 \"b\" relative\na.example.com TXT 5 \"d\"\n" },
    { "CR alone", FILE("$TTL 5\ra TXT b\r TXT c\r"),
      "a.example.com TXT 5 \"b\" relative\na.example.com TXT 5 \"c\"\n" },
    { "CR CR LF after a comment", FILE("$TTL 5 ; x\r\r\na TXT b\r\r\n"),
      "a.example.com TXT 5 \"b\" relative\n" },
    { "CR in a comment", FILE("$TTL 5\n; a\ra TXT b\n"),
      "line 2: a comment has a carriage return in it\n" },
    { "tabs and trailing blanks", FILE("\t\n$TTL\t5\t\na\t\tTXT\tb \t\n"),
      "a.example.com TXT 5 \"b\" relative\n" },
    { "a byte order mark", FILE("\xef\xbb\xbf" HEAD), HEAD_READ },
    { "UTF-16", FILE("\xff\xfe$\0T\0T\0L\0"),
      "line 1: the file is in UTF-16: save it in UTF-8\n" },
    { "NUL at the end", FILE(HEAD "\0\0"), HEAD_READ },
    { "NUL elsewhere", FILE(HEAD "a TXT \"\0\"\n"),
      "line 5: the file has a NUL octet, so it is no text in UTF-8\n" },

    /* the same: parentheses and quotation marks */
    { "a parenthesis left open",
      FILE(HEAD "www TXT ( \"open\"\n_amazonses TXT \"foreign\"\n_dmarc TXT "
                "\"v=DMARC1; p=reject\"\n"),
      HEAD_READ "line 5: '(': the parenthesis is never closed\n" },
    { "the outer of two left open", FILE(HEAD "a TXT (\n(\na\n)\n"),
      HEAD_READ "line 5: '(': the parenthesis is never closed\n" },
    { "a parenthesis never opened",
      FILE(HEAD "www TXT \"a\" )\n_dmarc TXT \"v=DMARC1; p=reject\"\n"),
      HEAD_READ "line 5: ')': no parenthesis is open\n" },
    { "a parenthesis without a blank", FILE(HEAD "www TXT(\"a\")\n"),
      HEAD_READ "www.example.com TXT 3600 \"a\" relative\n" },
    { "a record within parentheses",
      FILE(HEAD "( www 3600 IN A 192.0.2.1 )\n(\nb A\n192.0.2.2 ;)\n)\n"),
      HEAD_READ "www.example.com A 3600 192.0.2.1 relative\n"
                "b.example.com A 3600 192.0.2.2 relative\n" },
    { "a quotation mark left open", FILE(HEAD "a TXT \"b\nc TXT \"d\"\n"),
      HEAD_READ "line 5: '\"b': the quotation mark is not closed on its "
                "line\n" },
    { "a quotation mark left open in parentheses",
      FILE(HEAD "a TXT (\n \"b\n) c TXT \"d\"\n"),
      HEAD_READ "line 6: '\"b': the quotation mark is not closed on its "
                "line\n" },
    { "a quotation mark left open at the end", FILE(HEAD "a TXT \"b"),
      HEAD_READ "line 5: '\"b': the quotation mark is not closed on its "
                "line\n" },
    { "a backslash before a line end", FILE(HEAD "a TXT b\\\nc TXT d\n"),
      HEAD_READ "line 5: a line ends with a backslash\n" },
    { "a backslash before a line end, quoted", FILE(HEAD "a TXT \"b\\\n\"\n"),
      HEAD_READ "line 5: a line ends with a backslash\n" },
    { "a backslash at the end", FILE(HEAD "a TXT b\\"),
      HEAD_READ "line 5: a line ends with a backslash\n" },

    /* the same, and RFC 4343 section 2.1: escapes */
    { "escapes", FILE(HEAD "\\097\\.b TXT \\065\\;\\\" \"\\\\\\\"\\200\"\n"),
      HEAD_READ "a\\.b.example.com TXT 3600 \"A;\\\"\" \"\\\\\\\"\\200\" "
                "relative\n" },
    { "an escape over 255", FILE(HEAD "a TXT \"\\300\"\n"),
      HEAD_READ "line 5: '\\300': three digits from 000 to 255 were "
                "expected\n" },
    { "an escape of two digits", FILE(HEAD "\\04a A 192.0.2.1\n"),
      HEAD_READ "line 5: '\\04': three digits from 000 to 255 were "
                "expected\n" },
    { "octets over 127", FILE(HEAD "a TXT \"\xc3\xa9\"\n"),
      HEAD_READ "a.example.com TXT 3600 \"\\195\\169\" relative\n" },
    { "adjacent strings", FILE(HEAD "a TXT a\"b\"\"c;(\"d\"\"\n"),
      HEAD_READ "a.example.com TXT 3600 \"a\" \"b\" \"c;(\" \"d\" \"\" "
                "relative\n" },
    { "an unquoted policy", FILE(HEAD "_dmarc TXT v=DMARC1; p=none\n"),
      HEAD_READ "_dmarc.example.com TXT 3600 \"v=DMARC1\" relative\n" },
    { "an unquoted SPF record", FILE(HEAD "a TXT v=spf1 include:x ~all\n"),
      HEAD_READ "a.example.com TXT 3600 \"v=spf1\" \"include:x\" \"~all\" "
                "relative\n" },
    { "no string", FILE(HEAD "a TXT ; b\n"),
      HEAD_READ "line 5: end of the record: a string was expected\n" },

    /* RFC 2308 section 4: TTLs */
    { "the TTL of the record before",
      FILE("@ 86400 IN SOA a. b. 1 2 3 4 300\n@ NS a.\n@ 5 TXT a\n@ TXT b\n"),
      "example.com SOA 86400 a. b. 1 2 3 4 300 relative\n"
      "example.com NS 86400 a. relative\n"
      "example.com TXT 5 \"a\" relative\n"
      "example.com TXT 5 \"b\" relative\n" },
    { "the TTL of the SOA, for all after it",
      FILE("@ IN SOA a. b. 1 2 3 4 300\n@ NS a.\n@ 5 TXT a\n@ TXT b\n"),
      "example.com SOA 300 a. b. 1 2 3 4 300 relative\n"
      "example.com NS 300 a. relative\n"
      "example.com TXT 5 \"a\" relative\n"
      "example.com TXT 300 \"b\" relative\n" },
    { "a TTL before $TTL",
      FILE("@ 7 SOA a. b. 1 2 3 4 300\n$TTL 60\n@ 5 TXT a\n@ TXT b\n"),
      "example.com SOA 7 a. b. 1 2 3 4 300 relative\n"
      "example.com TXT 5 \"a\" relative\n"
      "example.com TXT 60 \"b\" relative\n" },
    { "no TTL at all", FILE("@ NS a.\n"),
      "line 1: 'NS': the record has no TTL, and neither $TTL nor a record "
      "before it states one\n" },
    { "no TTL, of a type that is passed over", FILE("@ SRV 0 0 0 a.\n"),
      "line 1: 'SRV': the record has no TTL, and neither $TTL nor a record "
      "before it states one\n" },
    { "units", FILE("$ttl 1W2d3H4m5S\na TXT b\na 1h1h A 192.0.2.1\n"),
      "a.example.com TXT 788645 \"b\" relative\n"
      "a.example.com A 7200 192.0.2.1 relative\n" },
    { "a number behind units", FILE(HEAD "a 1h30 A 192.0.2.1\n"),
      HEAD_READ "line 5: '1h30': a TTL, a class or a type was expected\n" },
    { "the largest TTL", FILE(HEAD "a 2147483647 A 192.0.2.1\n"),
      HEAD_READ "a.example.com A 2147483647 192.0.2.1 relative\n" },
    { "a TTL that is too large", FILE(HEAD "a 2147483648 A 192.0.2.1\n"),
      HEAD_READ "line 5: '2147483648': a TTL up to 2147483647 was "
                "expected\n" },
    { "two TTLs", FILE(HEAD "a 5 6 A 192.0.2.1\n"),
      HEAD_READ "line 5: '6': a TTL, a class or a type was expected\n" },

    /* directives */
    { "$ttl", FILE("$ttl 5\na TXT b\n"),
      "a.example.com TXT 5 \"b\" relative\n" },
    { "$TTL without a number", FILE("$TTL x\n"),
      "line 1: 'x': a TTL up to 2147483647 was expected\n" },
    { "$TTL with more", FILE("$TTL 5 6\n"),
      "line 1: '6': the end of the line was expected\n" },
    { "$ORIGIN . with a comment",
      FILE("$ORIGIN . ; all names in full\n$TTL 5\nexample.com TXT a\n"),
      "example.com TXT 5 \"a\" relative\n" },
    { "$ORIGIN . with CR LF",
      FILE("$origin .\r\n$TTL 5\r\nexample.com MX 0 ."
           "\r\n"),
      "example.com MX 5 0 . relative\n" },
    { "relative $ORIGIN",
      FILE("$TTL 5\n$ORIGIN a\n$ORIGIN b\n@ TXT c\n$ORIGIN @\nd CNAME e\n"),
      "b.a.example.com TXT 5 \"c\" relative\n"
      "d.b.a.example.com CNAME 5 e.b.a.example.com. relative\n" },
    { "$INCLUDE", FILE(HEAD "$INCLUDE db.sub\n"),
      HEAD_READ "line 5: '$INCLUDE': other files are not read: make one file "
                "of all with 'named-compilezone -o OUTPUT ZONE FILE'\n" },
    { "another directive", FILE(HEAD "\n$DATE 20260101000000\n"),
      HEAD_READ "line 6: '$DATE': $ORIGIN, $TTL or $GENERATE was "
                "expected\n" },
    { "a directive behind a blank", FILE(HEAD " $TTL 5\n"),
      HEAD_READ "line 5: '$TTL': a TTL, a class or a type was expected\n" },

    /* $GENERATE, as named-compilezone 9.18 reads it */
    { "$GENERATE",
      FILE(HEAD "$GENERATE 1-3 host$ A 192.0.2.$\n_dmarc TXT "
                "\"v=DMARC1; p=reject\"\n"),
      HEAD_READ "host1.example.com A 3600 192.0.2.1 relative\n"
                "host2.example.com A 3600 192.0.2.2 relative\n"
                "host3.example.com A 3600 192.0.2.3 relative\n"
                "_dmarc.example.com TXT 3600 \"v=DMARC1; p=reject\" "
                "relative\n" },
    { "steps, offsets, widths and bases",
      FILE(HEAD "$generate 0-20/10 a${0,3,x}.${5,4,n}x.${0,3,N}x 600 IN CNAME "
                "b$$c\\$\n A 192.0.2.3\n"),
      HEAD_READ
      "a000.5.0.x.0.0x.example.com CNAME 600 b\\$c\\$.example.com. relative\n"
      "a00a.f.0.x.a.0x.example.com CNAME 600 b\\$c\\$.example.com. relative\n"
      "a014.9.1.x.4.1x.example.com CNAME 600 b\\$c\\$.example.com. relative\n"
      "example.com A 3600 192.0.2.3\n" },
    { "an offset stays in force",
      FILE(HEAD "$GENERATE 1-1 a$-${10}-$ A "
                "192.0.2.$\n"),
      HEAD_READ "a1-11-11.example.com A 3600 192.0.2.1 relative\n" },
    { "a negative offset, octal digits",
      FILE(HEAD "$GENERATE 9-9 a${-5,4}.${-10,3}.${0,2,o}. A 192.0.2.1\n"),
      HEAD_READ "a0004.-01.11 A 3600 192.0.2.1\n" },
    { "data in quotation marks",
      FILE(HEAD "$GENERATE 1-1 a MX \"10 m$\"\n"
                "$GENERATE 1-1 a TXT \"\\\"a $\\\" b;c\"\n"
                "$GENERATE 1-1 a SRV \"0 0 0 $\"\n"),
      HEAD_READ "a.example.com MX 3600 10 m1.example.com. relative\n"
                "a.example.com TXT 3600 \"a 1\" \"b\" relative\n"
                "a.example.com SRV 3600 - relative\n" },
    { "a range that runs backwards",
      FILE(HEAD "$GENERATE 2-1 a A 192.0.2.1"
                "\n"),
      HEAD_READ "line 5: '2-1': a range such as 1-10 or 1-10/2 was "
                "expected\n" },
    { "a modifier that is none",
      FILE(HEAD "$GENERATE 1-2 a${1,2,q} A "
                "192.0.2.1\n"),
      HEAD_READ "line 5: '$GENERATE': ${OFFSET,WIDTH,BASE} was expected, with "
                "a base of d, o, x, X, n or N\n" },
    { "too many records",
      FILE(HEAD "$GENERATE 0-2147483647 a$ A 192.0.2.1"
                "\n"),
      HEAD_READ "line 5: '0-2147483647': $GENERATE makes more than the option "
                "read.limit allows\n" },
    { "too many records together",
      FILE(HEAD "$GENERATE 1-65536/70000 a$ A 192.0.2.1\n"
                "$GENERATE 1-15 c.$ PTR a\n"),
      HEAD_READ "a1.example.com A 3600 192.0.2.1 relative\n"
                "line 6: '1-15': $GENERATE makes more than the option "
                "read.limit allows\n" },
    { "records that are too long together",
      FILE(HEAD "$GENERATE 1-2 a$ TXT \"${0,127} ${0,127} ${0,127} "
                "${0,127}\"\n"),
      HEAD_READ "a1.example.com TXT 3600 \"" ZEROS "1\" \"" ZEROS
                "1\" \"" ZEROS "1\" \"" ZEROS "1\" relative\n"
                "line 5: '${0,127} ${0,127} ${0,127} ${0,127}': $GENERATE "
                "makes more than the option read.limit allows\n" },
    { "a parenthesis in generated data",
      FILE(HEAD "$GENERATE 1-2 a$ TXT \"( b\"\n"),
      HEAD_READ "line 5: '(': the parenthesis is never closed\n" },

    /* RFC 3597 section 5, and other types */
    { "generic data of types that are read",
      FILE(HEAD "a TXT \\# 6 0261 620163 00\na MX \\# 8 000A 0361\\ 4200\n"),
      HEAD_READ "a.example.com TXT 3600 \"ab\" \"c\" \"\" relative\n"
                "line 6: '\\ 4200': a hexadecimal digit was expected\n" },
    { "generic names", FILE(HEAD "a MX \\# 8 000A03412E4200 00\n"),
      HEAD_READ "line 5: the generic data is too long for its type\n" },
    { "a generic MX", FILE(HEAD "a MX \\# 7 000A03412E4200\n"),
      HEAD_READ "a.example.com MX 3600 10 a\\.b. relative\n" },
    { "generic data that is too short", FILE(HEAD "a AAAA \\# 4 00000000\n"),
      HEAD_READ "line 5: the generic data is too short for its type\n" },
    { "generic data without digits", FILE(HEAD "a TYPE65280 \\# 4 0000\n"),
      HEAD_READ
      "line 5: end of the record: a hexadecimal digit was expected\n" },
    { "generic data and more", FILE(HEAD "a TYPE65280 \\# 1 00 00\n"),
      HEAD_READ "line 5: '00': the end of the record was expected\n" },
    { "a private type", FILE(HEAD "a TYPE65280 \\# 4 0A00 0001\n"),
      HEAD_READ "a.example.com TYPE65280 3600 - relative\n" },
    { "a private type with other data", FILE(HEAD "a TYPE65280 x\n"),
      HEAD_READ "line 5: 'TYPE65280': data of an unknown type begins with "
                "\\#\n" },
    { "\\# as a text", FILE(HEAD "a TXT \\# b\n"),
      HEAD_READ "a.example.com TXT 3600 \"#\" \"b\" relative\n" },
    { "types that are passed over",
      FILE(HEAD "r RESINFO qnamemin exterr=15\nsvc SVCB 1 . alpn=\\\\,\n"
                "d DSYNC CDS NOTIFY 5300 a.\n_dmarc TXT a\n"),
      HEAD_READ "r.example.com RESINFO 3600 - relative\n"
                "svc.example.com SVCB 3600 - relative\n"
                "d.example.com DSYNC 3600 - relative\n"
                "_dmarc.example.com TXT 3600 \"a\" relative\n" },
    { "ALIAS and blank lines",
      FILE(HEAD "@ ALIAS web.example.net.\n\n\n\nwww A 192.0.2.1\n"),
      HEAD_READ "example.com ALIAS 3600 - relative\n"
                "www.example.com A 3600 192.0.2.1 relative\n" },
    { "ALIAS in three lines",
      FILE(HEAD "www ALIAS (\n  web.example.net.\n)\n_dmarc TXT a\n"),
      HEAD_READ "www.example.com ALIAS 3600 - relative\n"
                "_dmarc.example.com TXT 3600 \"a\" relative\n" },
    { "pseudo types",
      FILE(HEAD "a ANAME b\na LUA A \"ifportup(443, {'192.0.2.1'})\"\n"
                "a 60 AWS ALIAS A b. Z1 false\n"
                "a 60 AZURE ALIAS /subscriptions/x\na URLFWD b\n"),
      HEAD_READ "a.example.com ANAME 3600 - relative\n"
                "a.example.com LUA 3600 - relative\n"
                "a.example.com ALIAS 60 - relative\n"
                "a.example.com ALIAS 60 - relative\n"
                "a.example.com URLFWD 3600 - relative\n" },
    { "a type of the future", FILE(HEAD "a NEWTYPE x y z\n"),
      HEAD_READ "a.example.com NEWTYPE 3600 - relative\n" },
    { "a misspelt class", FILE(HEAD "a IM 300 A 192.0.2.1\n"),
      HEAD_READ "line 5: 'IM': a TTL, a class or a type was expected\n" },
    { "a blank in an owner name", FILE(HEAD "a b IN A 192.0.2.1\n"),
      HEAD_READ "line 5: 'b': a TTL, a class or a type was expected\n" },
    { "no type", FILE(HEAD "a 300 IN\nb A 192.0.2.1\n"),
      HEAD_READ "line 5: end of the record: a TTL, a class or a type was "
                "expected\n" },
    { "no data", FILE(HEAD "a SRV"),
      HEAD_READ "line 5: 'SRV': the record has no data\n" },
    { "APL without data", FILE(HEAD "a APL\n"),
      HEAD_READ "a.example.com APL 3600 - relative\n" },
    { "a quoted type", FILE(HEAD "a \"TXT\" b\n"),
      HEAD_READ "line 5: \"TXT\": a TTL, a class or a type without quotation "
                "marks was expected\n" },
    { "a type of questions", FILE(HEAD "a TYPE255 \\# 0\n"),
      HEAD_READ "line 5: 'TYPE255': no record in a zone has this type\n" },
    { "type 0", FILE(HEAD "a TYPE0 \\# 0\n"),
      HEAD_READ "line 5: 'TYPE0': a TTL, a class or a type was expected\n" },
    { "CH", FILE(HEAD "version.bind. CH TXT \"a\"\n"),
      HEAD_READ "line 5: 'CH': the class IN was expected\n" },
    { "HS", FILE(HEAD "a CLASS4 TXT \"a\"\n"),
      HEAD_READ "line 5: 'CLASS4': the class IN was expected\n" },

    /* RDATA */
    { "an address that is none", FILE(HEAD "a A 192.0.2.01\n"),
      HEAD_READ "line 5: '192.0.2.01': an IPv4 address was expected\n" },
    { "an IPv6 address that is none", FILE(HEAD "a AAAA 1::2::3\n"),
      HEAD_READ "line 5: '1::2::3': an IPv6 address was expected\n" },
    { "a name and more", FILE(HEAD "a CNAME b c\n"),
      HEAD_READ "line 5: 'c': the end of the record was expected\n" },
    { "a quoted name", FILE(HEAD "a CNAME \"b\"\n"),
      HEAD_READ "line 5: \"b\": a name without quotation marks was "
                "expected\n" },
    { "an empty label", FILE(HEAD "a CNAME b..c\n"),
      HEAD_READ "line 5: 'b..c': a label is empty\n" },
    { "a preference that is none", FILE(HEAD "a MX 65536 b\n"),
      HEAD_READ "line 5: '65536': a preference up to 65535 was expected\n" },
    { "a short SOA", FILE("$TTL 5\n@ SOA a b ( 1 2 3\n 4 )\n"),
      "line 2: end of the record: a number of seconds was expected\n" },
    { "an SOA with units", FILE("@ SOA a b 4294967295 1h 1D 2w ( 1m ; x\n)\n"),
      "example.com SOA 60 a.example.com. b.example.com. 4294967295 3600 86400 "
      "1209600 60 relative\n" },
    { "an error in the third line of a record",
      FILE(HEAD "a TXT (\n \"b\"\n c \\300 )\n"),
      HEAD_READ "line 5: '\\300': three digits from 000 to 255 were "
                "expected\n" },

    /* providers: facts of their exports, with sources in zonetext.c */
    { "no name has a final dot",
      FILE("example.com 60 IN SOA a.example.net b.example.net 1 2 3 4 5\n"
           "Example.com 60 IN MX 10 m.example.net\n"
           " TXT \"a\"\n"
           "_dmarc.example.com 60 IN TXT \"b\"\n"
           "_dmarc.notexample.com 60 IN TXT \"c\"\n"
           "www 60 IN A 192.0.2.1\n"
           "x.example.com.example.com. 60 IN TXT \"d\"\n"),
      "example.com SOA 60 a.example.net. b.example.net. 1 2 3 4 5\n"
      "example.com MX 60 10 m.example.net.\n"
      "example.com TXT 60 \"a\"\n"
      "_dmarc.example.com TXT 60 \"b\"\n"
      "_dmarc.notexample.com.example.com TXT 60 \"c\" relative\n"
      "www.example.com A 60 192.0.2.1 relative\n"
      "x.example.com.example.com TXT 60 \"d\"\n" },
    { "no name has a final dot: names in the data",
      FILE("example.com 60 IN SOA ns1 h.example.com 1 2 3 4 5\n"
           "example.com 60 IN MX 10 mx.example.com\n"
           " 60 IN MX 20 mx2.example.com\n"
           " 60 IN MX 30 m.example.net\n"
           " 60 IN MX 40 mail\n"
           "a.example.com 60 IN CNAME @\n"
           "www 60 IN CNAME Example.com\n"
           "b 60 IN CNAME c.d\n"
           " 60 IN CNAME example.com\n"
           "$GENERATE 1-1 h$.example.com 60 CNAME k$.example.net\n"
           "$GENERATE 1-1 h$ 60 CNAME k$\n"
           "a.example.com 60 IN MX 0 .\n"
           "$ORIGIN e.\n"
           " 60 IN MX 10 mx.example.com\n"
           "a.example.com 60 IN MX 10 mx\n"),
      "example.com SOA 60 ns1.example.com. h.example.com. 1 2 3 4 5\n"
      "example.com MX 60 10 mx.example.com.\n"
      "example.com MX 60 20 mx2.example.com.\n"
      "example.com MX 60 30 m.example.net.\n"
      "example.com MX 60 40 mail.example.com.\n"
      "a.example.com CNAME 60 example.com.\n"
      "www.example.com CNAME 60 example.com. relative\n"
      "b.example.com CNAME 60 c.d.example.com. relative\n"
      "b.example.com CNAME 60 example.com.\n"
      "h1.example.com CNAME 60 k1.example.net.\n"
      "h1.example.com CNAME 60 k1.example.com. relative\n"
      "a.example.com MX 60 0 .\n"
      "a.example.com MX 60 10 mx.example.com.e.\n"
      "a.example.com.e MX 60 10 mx.e. relative\n" },
    { "Cloudflare: the SOA without its final dot",
      FILE(";; Domain:     example.com.\n;; SOA Record\n"
           "example.com\t3600\tIN\tSOA\tx.ns.cloudflare.com. "
           "dns.cloudflare.com. 1 10000 2400 604800 3600\n\n"
           "t.example.com.\t1\tIN\tCNAME\tt.dkim.amazonses.com. ; "
           "cf_tags=cf-proxied:false\n"),
      "example.com SOA 3600 x.ns.cloudflare.com. "
      "dns.cloudflare.com. 1 10000 2400 604800 3600\n"
      "t.example.com CNAME 1 t.dkim.amazonses.com.\n" },
    { "Cloudflare: the names in its SOA without theirs, and the owner before",
      FILE("a.example 60 IN SOA x.ns.cloudflare.com dns.cloudflare.com 1 2 3 "
           "4 5\n 60 A 192.0.2.1\nb.c 60 A 192.0.2.2\n"),
      "a.example SOA 60 x.ns.cloudflare.com. dns.cloudflare.com. 1 2 3 4 5\n"
      "a.example A 60 192.0.2.1\n"
      "b.c.example.com A 60 192.0.2.2 relative\n" },
    { "Cloudflare, before: the SOA at the root, the zone in a comment",
      FILE(";; Domain:     a.example.\n$ORIGIN .\n"
           "@ 60 IN SOA a.example. root.a.example. (1 2 3 4 5)\n"
           "a.example. 60 IN A 192.0.2.1\n"),
      "a.example SOA 60 a.example. root.a.example. 1 2 3 4 5 relative\n"
      "a.example A 60 192.0.2.1\n" },
    { "a comment about a domain that is no name",
      FILE(";; Domain: a..b\n;; Domain:\n. 60 SOA a. b. 1 2 3 4 5\n"),
      ". SOA 60 a. b. 1 2 3 4 5\n" },
    { "an SOA below an $ORIGIN",
      FILE("$ORIGIN example.com.\na.b 60 SOA c d. 1 2 3 4 5\n"),
      "a.b.example.com SOA 60 c.example.com. d. 1 2 3 4 5 relative\n" },
    { "Windows: no TTL, AGE, WINS, an octal name",
      FILE(";  Database file (null) for Default zone scope in zone "
           "example.com.\r\n"
           "@                       IN  SOA ns.example.com. h.example.com. "
           "(\r\n"
           "\t\t\t\t1 ; serial number\r\n\t\t\t\t900 600 86400 3600 ) ; "
           "default TTL\r\n\r\n"
           "host                    [AGE:3731000]\t1200\tA\t192.0.2.1\r\n"
           "a\\040b                  A\t192.0.2.2\r\n"
           "@                       WINS\tL2 C900 ( 192.0.2.3 )\r\n"),
      "example.com SOA 3600 ns.example.com. h.example.com. 1 900 600 86400 "
      "3600 relative\n"
      "host.example.com A 1200 192.0.2.1 relative\n"
      "a\\(b.example.com A 3600 192.0.2.2 relative\n"
      "example.com WINS 3600 - relative\n" },
    { "DigitalOcean: TXT without quotation marks",
      FILE("$ORIGIN example.com.\n$TTL 1800\n"
           "example.com. IN SOA ns1.digitalocean.com. h.example.com. 1 10800 "
           "3600 604800 1800\n"
           "example.com. 3600 IN TXT v=spf1 include:amazonses.com ~all\n"
           "_dmarc.example.com. 3600 IN TXT v=DMARC1; p=none\n"
           "a.example.com. 3600 IN TXT \"b c\" d\n"
           "b.example.com. 3600 IN TXT abc\n"),
      "example.com SOA 1800 ns1.digitalocean.com. h.example.com. 1 10800 3600 "
      "604800 1800\n"
      "example.com TXT 3600 \"v=spf1 include:amazonses.com ~all\" joined\n"
      "_dmarc.example.com TXT 3600 \"v=DMARC1; p=none\" joined\n"
      "a.example.com TXT 3600 \"b c\" \"d\"\n"
      "b.example.com TXT 3600 \"abc\"\n" },
    { "knotc zone-read: each line begins with the zone",
      FILE("[example.com.] example.com. 5 SOA a. b. 1 2 3 4 5\n"
           "[example.com.] x.example.com. 60 TXT \"y\" \n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\nx.example.com TXT 60 \"y\"\n" },
    { "an owner in brackets",
      FILE("$ORIGIN example.com.\n[a.] 60 A 192.0.2.1\n[a] 60 A 192.0.2.2\n"
           "[] 60 A 192.0.2.3\n"),
      "[a.].example.com A 60 192.0.2.1 relative\n"
      "[a].example.com A 60 192.0.2.2 relative\n"
      "[].example.com A 60 192.0.2.3 relative\n" },
    { "Azure: an alias, an empty record set",
      FILE("; Exported zone file from Azure DNS\n$TTL 5\n"
           "@ 60 IN SOA a. b. (\n 1 2 3 4 5 )\n  60 IN TXT\n"
           "w 60 AZURE ALIAS /subscriptions/x\n"),
      "example.com SOA 60 a. b. 1 2 3 4 5 relative\n"
      "example.com TXT 60 - empty\n"
      "w.example.com ALIAS 60 - relative\n" },
    { "dig: sections",
      FILE("\n; <<>> DiG 9.18 <<>> a.example.com TXT\n;; Got answer:\n"
           ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n\n"
           ";; QUESTION SECTION:\n;a.example.com.\tIN\tTXT\n\n"
           ";; ANSWER SECTION:\nb.example.com. 5 IN CNAME a.example.com.\n\n"
           ";; AUTHORITY SECTION:\nexample.com. 5 IN SOA a. b. 1 2 3 4 5\n\n"
           ";; ADDITIONAL SECTION:\na. 5 IN A 192.0.2.1\n\n"
           ";; Query time: 1 msec\n"),
      "b.example.com CNAME 5 a.example.com. answer\n"
      "example.com SOA 5 a. b. 1 2 3 4 5 authority\n"
      "a A 5 192.0.2.1 additional\n" },
    { "dig: a transfer",
      FILE("\n; <<>> DiG 9.18 <<>> @ns example.com axfr\n;; global options: "
           "+cmd\nexample.com. 5 IN SOA a. b. 1 2 3 4 5\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n;; XFR size: 2 records\n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\n"
      "example.com SOA 5 a. b. 1 2 3 4 5\n" },
    { "dig: a transfer with one SOA",
      FILE("; <<>> DiG 9.18 <<>> +onesoa example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n;; XFR size: 2 records\n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\n" },
    { "dig: a transfer that is cut off",
      FILE("; <<>> DiG 9.18 <<>> example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n"
           "example.com. 5 IN NS a.\n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\nexample.com NS 5 a.\n"
      "line 4: the transfer of the zone is not complete: it does not end with "
      "the SOA\n" },
    { "dig: the first of two transfers is cut off",
      FILE("; <<>> DiG 9.18 <<>> example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n"
           "; <<>> DiG 9.18 <<>> example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n;; XFR size: 1 records\n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\n"
      "line 3: the transfer of the zone is not complete: it does not end with "
      "the SOA\n" },
    { "dig: the second of two transfers is cut off",
      FILE("; <<>> DiG 9.18 <<>> example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n;; XFR size: 1 records\n"
           "; <<>> DiG 9.18 <<>> example.com AXFR\n"
           "example.com. 5 IN SOA a. b. 1 2 3 4 5\n"),
      "example.com SOA 5 a. b. 1 2 3 4 5\n"
      "example.com SOA 5 a. b. 1 2 3 4 5\n"
      "line 6: the transfer of the zone is not complete: it does not end with "
      "the SOA\n" },
    { "dig: a transfer that is refused",
      FILE("\n; <<>> DiG 9.18 <<>> example.com axfr\n; Transfer failed.\n"),
      "line 3: the transfer of the zone failed; the server may refuse it to "
      "this client\n" },
    { "dig: an incremental transfer",
      FILE("; <<>> DiG 9.18 <<>> example.com IXFR=1\n"),
      "line 1: an incremental transfer also has records that were deleted: "
      "use 'dig ZONE AXFR'\n" },
};

#endif
