//! Refused: lists whose `x-pages` does not fit them.

use crate::support::{JOBS, Refusal, check_in};

const PAGES: &str = "paths./jobs.get.x-pages";

#[test]
fn an_array_on_its_own_is_not_a_page() {
    check_in(
        JOBS,
        &[Refusal {
            what: "an array",
            rule: "extension/pages-array",
            edits: &[
                (
                    "        \"204\":\n          description: There are none.\n",
                    "",
                ),
                (
                    "                $ref: \"#/components/schemas/JobPage\"\n",
                    "                $ref: \"#/components/schemas/AllJobs\"\n",
                ),
                (
                    "  schemas:\n",
                    "  schemas:\n    AllJobs:\n      type: array\n      description: Every job.\n      items:\n        $ref: \"#/components/schemas/Job\"\n",
                ),
            ],
            path: PAGES,
            at: "x-pages:",
            says: &["an array, not a page"],
        }],
    );
}

#[test]
fn the_form_of_the_extension() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "an unknown style",
                rule: "extension/pages-style",
                edits: &[("style: page", "style: cursor")],
                path: "paths./jobs.get.x-pages.style",
                at: "style:",
                says: &["\"cursor\"", "does not exist"],
            },
            Refusal {
                what: "no style",
                rule: "document/missing-member",
                edits: &[("        style: page\n", "")],
                path: PAGES,
                at: "x-pages:",
                says: &["`style` is missing"],
            },
            Refusal {
                what: "an unknown member",
                rule: "idle/unknown-member",
                edits: &[(
                    "        style: page\n",
                    "        style: page\n        next: link\n",
                )],
                path: "paths./jobs.get.x-pages.next",
                at: "next:",
                says: &["`next`", "not supported here"],
            },
            Refusal {
                what: "a text in place of the mapping",
                rule: "document/wrong-kind",
                edits: &[(
                    "      x-pages:\n        style: page\n        position: pageNum\n        size: pageSize\n        items: results\n        total: totalCount\n",
                    "      x-pages: results\n",
                )],
                path: PAGES,
                at: "x-pages:",
                says: &["a text", "instead of a mapping"],
            },
            Refusal {
                what: "pages of a schema",
                rule: "extension/misplaced",
                edits: &[(
                    "      description: One page of jobs.\n",
                    "      description: One page of jobs.\n      x-pages: {}\n",
                )],
                path: "components.schemas.JobPage.x-pages",
                at: "x-pages:",
                says: &["`x-pages`", "no meaning here"],
            },
        ],
    );
}

#[test]
fn what_the_extension_names() {
    check_in(
        JOBS,
        &[
            Refusal {
                what: "a parameter that is not there",
                rule: "extension/pages-parameter",
                edits: &[("position: pageNum", "position: page")],
                path: "paths./jobs.get.x-pages.position",
                at: "position:",
                says: &["`position`", "page", "not an optional integer"],
            },
            Refusal {
                what: "a parameter that is a text",
                rule: "extension/pages-parameter",
                edits: &[("size: pageSize", "size: filter")],
                path: "paths./jobs.get.x-pages.size",
                at: "size:",
                says: &["`size`", "filter", "not an optional integer"],
            },
            Refusal {
                what: "a parameter that must be given",
                rule: "extension/pages-parameter",
                edits: &[(
                    "        - name: pageNum\n          in: query\n",
                    "        - name: pageNum\n          in: query\n          required: true\n",
                )],
                path: "paths./jobs.get.x-pages.position",
                at: "position:",
                says: &["`position`", "not an optional integer"],
            },
            Refusal {
                what: "one parameter for both",
                rule: "extension/pages-same-parameter",
                edits: &[("size: pageSize", "size: pageNum")],
                path: "paths./jobs.get.x-pages.size",
                at: "size:",
                says: &["same parameter"],
            },
            Refusal {
                what: "items that are not there",
                rule: "extension/pages-no-property",
                edits: &[("items: results", "items: result")],
                path: "paths./jobs.get.x-pages.items",
                at: "items:",
                says: &["`items`", "result", "not a property of JobPage"],
            },
            Refusal {
                what: "items that are not objects",
                rule: "extension/pages-items",
                edits: &[(
                    "          items:\n            $ref: \"#/components/schemas/Job\"\n",
                    "          items:\n            type: string\n",
                )],
                path: "paths./jobs.get.x-pages.items",
                at: "items:",
                says: &["results", "not an array of objects"],
            },
            Refusal {
                what: "a total that is not an integer",
                rule: "extension/pages-total",
                edits: &[("total: totalCount", "total: results")],
                path: "paths./jobs.get.x-pages.total",
                at: "total:",
                says: &["results", "not an integer"],
            },
            Refusal {
                what: "pages of bytes",
                rule: "extension/pages-no-object",
                edits: &[
                    (
                        "      operationId: downloadLog\n",
                        "      operationId: downloadLog\n      x-pages: {style: page, position: from, size: to, items: all}\n      x-deviation: Wrong.\n",
                    ),
                    (
                        "      parameters:\n        - $ref: \"#/components/parameters/JobId\"\n      responses:\n        \"200\":\n          description: The log.\n",
                        "      parameters:\n        - $ref: \"#/components/parameters/JobId\"\n        - {name: from, in: query, description: First., schema: {type: integer}}\n        - {name: to, in: query, description: Last., schema: {type: integer}}\n      responses:\n        \"200\":\n          description: The log.\n",
                    ),
                    ("      x-deviation: Wrong.\n", ""),
                ],
                path: "paths./jobs/{jobId}/log.get.x-pages",
                at: "x-pages:",
                says: &["not a JSON object"],
            },
        ],
    );
}

/// Two operations with one page type, which can say only once where its total is.
#[test]
fn one_page_type_is_read_in_one_way() {
    const GET: &str = "  /jobs/{jobId}:\n    get:\n      operationId: getJob\n";
    check_in(
        JOBS,
        &[Refusal {
            what: "a total in one list only",
            rule: "extension/pages-differ",
            edits: &[
                (
                    GET,
                    "  /jobs/{jobId}:\n    get:\n      operationId: getJob\n      x-pages: {style: offset, position: from, size: to, items: results}\n",
                ),
                (
                    "        - $ref: \"#/components/parameters/JobId\"\n      responses:\n        \"200\":\n          description: The job.\n",
                    "        - $ref: \"#/components/parameters/JobId\"\n        - {name: from, in: query, description: First., schema: {type: integer}}\n        - {name: to, in: query, description: Last., schema: {type: integer}}\n      responses:\n        \"200\":\n          description: The job.\n",
                ),
                (
                    "                $ref: \"#/components/schemas/Job\"\n",
                    "                $ref: \"#/components/schemas/JobPage\"\n",
                ),
            ],
            path: "paths./jobs/{jobId}.get.x-pages",
            at: "x-pages:",
            says: &["listJobs", "JobPage"],
        }],
    );
}

#[test]
fn only_a_get_is_sent_once_for_each_page() {
    check_in(
        JOBS,
        &[Refusal {
            what: "a list by POST",
            rule: "extension/pages-method",
            edits: &[("  /jobs:\n    get:\n", "  /jobs:\n    put:\n")],
            path: "paths./jobs.put.x-pages",
            at: "x-pages:",
            says: &["PUT"],
        }],
    );
}
