/* SPDX-License-Identifier: MIT */
/*
 * The overview page of sesdomain-bulk, and the reports that it links. Rows are
 * written at once, so the page needs no memory; the summary, known last, is
 * shown first. The page loads nothing; filters work without the script, which
 * only sorts. A test compares the hashes of the policy (CSP Level 3).
 */
#define _POSIX_C_SOURCE 200809L
#include "bulk.h"
#include "io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGE_PATH 4096

/* clang-format off */
static const char page_style[] =
    "\n:root{color-scheme:light dark;background:Canvas}\n"
    "body{margin:1rem;font:1rem/1.4 system-ui,sans-serif}\n"
    "body,main{display:flex;flex-wrap:wrap;gap:.4rem}\n"
    "header,main,footer,table{width:100%}\n"
    "header{order:-2}\n"
    "footer{order:-1}\n"
    "h1{margin:0}\n"
    "table{border-collapse:collapse;overflow-wrap:anywhere}\n"
    "th,td{border:1px solid #8888;padding:.2rem .5rem;text-align:left;"
    "vertical-align:top}\n"
    "td:first-child,footer td:first-child{text-align:right}\n"
    "footer table{width:auto}\n"
    "button{font:inherit;font-weight:inherit;border:0;background:none;"
    "color:inherit;padding:0;cursor:pointer}\n"
    ".ready td:nth-child(3)::before{content:\"\\2713  \"}\n"
    ".waiting td:nth-child(3)::before{content:\"\\2026  \"}\n"
    ".wrong td:nth-child(3)::before,"
    ".invalid td:nth-child(3)::before{content:\"\\2717  \"}\n"
    "#ready:checked~table tbody tr:not(.ready),"
    "#waiting:checked~table tbody tr:not(.waiting),"
    "#wrong:checked~table tbody tr:not(.wrong),"
    "#invalid:checked~table tbody tr:not(.invalid){display:none}\n";

static const char page_script[] =
    "\nconst body=document.querySelector(\"tbody\");\n"
    "document.querySelectorAll(\"thead th\").forEach((head,i)=>{\n"
    "const button=document.createElement(\"button\");\n"
    "button.textContent=head.textContent;head.replaceChildren(button);\n"
    "let up=i!==0;\n"
    "button.addEventListener(\"click\",()=>{\n"
    "const rows=[...body.rows].map(row=>[row.cells[i].textContent,row]);\n"
    "const order=new Intl.Collator(\"en\",{numeric:true}).compare;\n"
    "rows.sort((a,b)=>up?order(a[0],b[0]):order(b[0],a[0]));up=!up;\n"
    "body.replaceChildren(...rows.map(row=>row[1]))})})\n";

static const char page_head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; base-uri 'none'; form-action 'none'; style-src "
    "'sha256-an2+dOOQYzGLr/ujY3gC88qbTMO7M1+omqYSHt87P30='; script-src "
    "'sha256-DhEOO9gwtwfVmOiUh+XoZrEGeooRSiZMEy7WIb2SoTQ='\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>Amazon SES domains</title>\n<style>";

static const char page_body[] =
    "</style>\n</head>\n<body>\n"
    "<header><h1>Amazon SES domains</h1></header>\n<main>\n"
    "<input type=\"radio\" name=\"show\" id=\"all\" checked>"
    "<label for=\"all\">all</label>\n"
    "<input type=\"radio\" name=\"show\" id=\"wrong\">"
    "<label for=\"wrong\">wrong</label>\n"
    "<input type=\"radio\" name=\"show\" id=\"waiting\">"
    "<label for=\"waiting\">waiting</label>\n"
    "<input type=\"radio\" name=\"show\" id=\"ready\">"
    "<label for=\"ready\">ready</label>\n"
    "<input type=\"radio\" name=\"show\" id=\"invalid\">"
    "<label for=\"invalid\">invalid</label>\n"
    "<table>\n<thead><tr><th>line</th><th>domain</th><th>verdict</th>"
    "<th>instances</th><th>record sets to change</th><th>errors and warnings"
    "</th></tr></thead>\n<tbody>\n";
/* clang-format on */

/* Compose a path. Return false and errno if it is too long. */
static bool page_path(char *path, const char *directory, const char *name)
{
    const int n = snprintf(path, PAGE_PATH, "%s/%s", directory, name);

    if (n > 0 && n < PAGE_PATH)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

bool page_overwrites(const char *directory, int fd)
{
    char path[PAGE_PATH];
    const struct dirent *entry;
    struct stat file;
    DIR *listing = opendir(directory);
    bool found = false;

    while (listing && !found && (entry = readdir(listing))) {
        const int page = strstr(entry->d_name, ".html") &&
                                 page_path(path, directory, entry->d_name) &&
                                 !stat(path, &file) && S_ISREG(file.st_mode)
                             ? open(path, O_RDONLY)
                             : -1;

        found = page >= 0 && system_is_one_file(fd, page);
        if (page >= 0)
            close(page);
    }
    if (listing)
        closedir(listing);
    return found;
}

FILE *page_open(const char *directory)
{
    char path[PAGE_PATH];
    FILE *f;

    if (!system_make_directory(directory) && errno != EEXIST)
        return NULL;
    f = page_path(path, directory, "index.html.part") ? fopen(path, "w")
                                                      : NULL;
    if (f) {
        fputs(page_head, f);
        fputs(page_style, f);
        fputs(page_body, f);
    }
    return f;
}

/* ---- rows --------------------------------------------------------------- */

static void page_add_number(struct buffer *b, size_t number)
{
    buffer_str(b, "<td>");
    buffer_uint(b, number);
}

static size_t page_count_changes(const struct sesdomain_plan *plan)
{
    size_t count = 0;

    for (size_t i = 0; i < sesdomain_plan_recordset_count(plan); i++)
        count += sesdomain_recordset_todo(sesdomain_plan_recordset(plan, i)) !=
                 SESDOMAIN_RECORDSET_TODO_NONE;
    return count;
}

/* Add the codes of errors and warnings, each once; the findings are sorted. */
static void page_add_codes(struct buffer *b, const struct sesdomain_plan *plan)
{
    const char *last = "";

    buffer_str(b, "<td>");
    for (size_t i = 0; i < sesdomain_plan_finding_count(plan); i++) {
        const struct sesdomain_finding *f = sesdomain_plan_finding(plan, i);
        const char *code = sesdomain_finding_code(f);

        if (sesdomain_finding_severity(f) == SESDOMAIN_SEVERITY_NOTE ||
            strcmp(code, last) == 0)
            continue;
        buffer_str(b, *last ? ", " : "");
        buffer_html(b, code);
        last = code;
    }
}

void page_row(struct buffer *b, size_t line, enum verdict verdict,
              const struct sesdomain_plan *plan, const char *message)
{
    buffer_str(b, "<tr class=\"");
    buffer_str(b, verdict_name(verdict));
    buffer_str(b, "\">");
    page_add_number(b, line);
    buffer_str(b, "<td>");
    if (plan) {
        buffer_str(b, "<a href=\"");
        buffer_uint(b, line);
        buffer_str(b, ".html\">");
        buffer_html(b, sesdomain_plan_domain(plan));
        buffer_str(b, "</a>");
    }
    buffer_str(b, "<td>");
    buffer_str(b, verdict_name(verdict));
    if (plan) {
        page_add_number(b, sesdomain_plan_instance_count(plan));
        page_add_number(b, page_count_changes(plan));
        page_add_codes(b, plan);
    } else {
        buffer_str(b, "<td><td><td>");
        buffer_html(b, message);
    }
    buffer_str(b, "\n");
}

/* ---- files -------------------------------------------------------------- */

bool page_report(const char *directory, size_t line, const char *s, size_t n)
{
    char path[PAGE_PATH], name[32];
    FILE *f;
    bool written;

    snprintf(name, sizeof(name), "%zu.html", line);
    f = page_path(path, directory, name) ? fopen(path, "w") : NULL;
    written = f && fwrite(s, 1, n, f) == n;
    if (f && fclose(f))
        written = false;
    if (!written)
        io_fail(path, strerror(errno));
    return written;
}

static void page_print_summary(FILE *f, const struct tally *tally)
{
    fputs("</tbody>\n</table>\n</main>\n<footer>\n<p>", f);
    fprintf(f, "%zu lines", tally_total(tally));
    for (size_t i = 0; i < VERDICTS; i++)
        fprintf(f, ", %zu %s", tally->verdicts[i],
                verdict_name((enum verdict)i));
    fputs("</p>\n<details><summary>Findings</summary>\n<table>\n", f);
    for (size_t i = 0; i < sesdomain_catalogue_count(); i++)
        if (tally->findings[i])
            fprintf(f, "<tr><td>%zu<td>%s<td>%s\n", tally->findings[i],
                    sesdomain_severity_name(sesdomain_catalogue_severity(i)),
                    sesdomain_catalogue_code(i));
    fputs("</table></details>\n</footer>\n<script>", f);
    fputs(page_script, f);
    fputs("</script>\n</body>\n</html>\n", f);
}

bool page_close(FILE *f, const char *directory, const struct tally *tally)
{
    char part[PAGE_PATH], path[PAGE_PATH];
    bool written;

    page_print_summary(f, tally);
    written = !ferror(f);
    return fclose(f) == 0 && written &&
           page_path(part, directory, "index.html.part") &&
           page_path(path, directory, "index.html") &&
           system_replace(part, path);
}
