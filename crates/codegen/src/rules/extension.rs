//! `extension/...`: mistakes in the extensions of this project. Whoever uses one wants its effect, so they count for
//! all documents.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "extension/clock-skew-codes",
        "`clockSkew` has `codes` without `followsDate: true`.",
        "A request that was refused for its date would not be signed again.",
        "Add `followsDate: true`, or remove the codes.",
    ),
    Rule::for_all(
        "extension/columns-empty",
        "An `x-columns` lists nothing.",
        "A table would have no columns.",
        "List the properties that a table shows, the most important first, or remove it.",
    ),
    Rule::for_all(
        "extension/columns-twice",
        "An `x-columns` lists a property twice.",
        "A table would show it twice.",
        "Remove one of them.",
    ),
    Rule::for_all(
        "extension/columns-unfit",
        "An `x-columns` lists something that a table cannot show.",
        "A column holds one value that people may see.",
        "Name a text, a number or a boolean that answers may have and that is not \
             `x-sensitive`.",
    ),
    Rule::for_all(
        "extension/confirm-question",
        "An `x-confirm` is not a question in one line.",
        "A person is asked it before the call is sent.",
        "Ask for what a person must know, and end with a question mark.",
    )
    .with(
        "x-confirm: Deletes the thing.",
        "x-confirm: Delete the thing and all its logs?",
    ),
    Rule::for_all(
        "extension/confirm-with-alone",
        "There is an `x-confirm-with` without an `x-confirm`.",
        "Nothing is asked.",
        "Add the question, or remove it.",
    ),
    Rule::for_all(
        "extension/confirm-with-unknown",
        "An `x-confirm-with` names no parameter of the path.",
        "A person types its value in place of \"yes\".",
        "Name a parameter of the path.",
    ),
    Rule::for_all(
        "extension/file-suffix",
        "An `x-file-suffix` is not the end of a file name.",
        "The command puts it behind the name of a file that it writes.",
        "Write it with its dots and in small letters, such as `.tar.gz`.",
    ),
    Rule::for_all(
        "extension/feature-name",
        "With `x-features: tags`, a tag gives no feature of its own.",
        "Cargo would refuse the crate, or two groups of operations would be one feature.",
        "Give the tag another name.",
    ),
    Rule::for_all(
        "extension/feature-tag",
        "With `x-features: tags`, an operation has a tag that the document does not list.",
        "A slip in the name would be one more feature of the crate.",
        "Correct the name, or add the tag to the `tags` of the document.",
    ),
    Rule::for_all(
        "extension/features",
        "An `x-features` is not `tags`.",
        "Nothing else makes features.",
        "Write `x-features: tags`, or leave it out.",
    ),
    Rule::for_all(
        "extension/file-suffix-place",
        "An `x-file-suffix` is at an operation that answers no file.",
        "No file is written.",
        "Remove it, or describe the success as bytes.",
    ),
    Rule::for_all(
        "extension/idempotent",
        "An `x-idempotent` says what the method says already.",
        "It is only for the exceptions, so that each of them stands out.",
        "Remove it, or correct it.",
    ),
    Rule::for_all(
        "extension/items-place",
        "An `x-items` is at an operation that is no GET, or that has `x-pages`.",
        "It says where the command finds the items of a list that `x-pages` does not describe.",
        "Remove it.",
    ),
    Rule::for_all(
        "extension/items-unfit",
        "An `x-items` names something that the operation does not have, or half of what moves through pages.",
        "The command would print no items, or only the first page.",
        "Name an array of the success, and either all of `style`, `position` and `size`, or none of them.",
    ),
    Rule::for_all(
        "extension/list-empty",
        "A list of `x-provider` is empty.",
        "It says nothing.",
        "Write at least one item, or remove the list.",
    ),
    Rule::for_all(
        "extension/list-item",
        "An item of a list of `x-provider` is not what the list holds.",
        "It would match nothing.",
        "Write headers in small letters, pointers as /error/code, and codes as the provider \
             sends them.",
    ),
    Rule::for_all(
        "extension/list-twice",
        "A list of `x-provider` has an item twice.",
        "One of the two is most likely meant to be another.",
        "Remove one of them.",
    ),
    Rule::for_all(
        "extension/misplaced",
        "An extension is in a place where it means nothing.",
        "What it says would silently be lost.",
        "Move it to a place that specs/README.md lists for it.",
    )
    .warned(),
    Rule::for_all(
        "extension/not-boolean",
        "An extension that is true or false is something else.",
        "Nobody knows what is meant.",
        "Write `true` or `false`.",
    ),
    Rule::for_all(
        "extension/omit-required",
        "A required parameter has `x-omit`.",
        "No call could succeed.",
        "Remove `x-omit`.",
    ),
    Rule::for_all(
        "extension/optional-in-answers",
        "An object that requires nothing has `x-optional-in-answers`.",
        "It would have no effect.",
        "Remove it, or list in `required` what must be sent.",
    ),
    Rule::for_all(
        "extension/pages-array",
        "An `x-pages` is on an operation that answers an array.",
        "An array on its own is always complete.",
        "Remove it.",
    ),
    Rule::for_all(
        "extension/pages-differ",
        "Two operations read the same page type in different ways.",
        "A page type says once where its items and its total are.",
        "Write the same in both, or give each operation its own page type.",
    ),
    Rule::for_all(
        "extension/pages-items",
        "`items` of `x-pages` names something that is not an array of objects.",
        "There would be nothing to walk through.",
        "Name the property that holds the items of a page.",
    ),
    Rule::for_all(
        "extension/pages-method",
        "An `x-pages` is on an operation that is not a GET.",
        "Only a GET may be sent once for each page.",
        "Remove it.",
    ),
    Rule::for_all(
        "extension/pages-no-object",
        "An `x-pages` is on an operation whose success is not a JSON object.",
        "A page is an object that holds items.",
        "Remove it, or describe the page as a component `type: object`.",
    ),
    Rule::for_all(
        "extension/pages-no-property",
        "`items` or `total` of `x-pages` names something that is not a property of the page.",
        "It could not be read from an answer.",
        "Correct the name, or add the property.",
    ),
    Rule::for_all(
        "extension/pages-not-answered",
        "`items` or `total` of `x-pages` names a property that answers do not contain.",
        "It could not be read from an answer.",
        "Correct the name, or the property.",
    ),
    Rule::for_all(
        "extension/pages-parameter",
        "`position` or `size` of `x-pages` names something that is not an optional integer in \
             the query.",
        "The runtime counts with it.",
        "Correct the name, or declare the parameter as one.",
    ),
    Rule::for_all(
        "extension/pages-same-parameter",
        "`position` and `size` of `x-pages` are the same parameter.",
        "Moving on would change the size of a page.",
        "Name the parameter that says how many items a page may have.",
    ),
    Rule::for_all(
        "extension/pages-style",
        "The style of `x-pages` does not exist.",
        "The runtime knows two ways to move on.",
        "Write `page` for a page number from 1, `offset` for a number of items to skip.",
    ),
    Rule::for_all(
        "extension/pages-total",
        "`total` of `x-pages` names something that is not an integer.",
        "It counts the items of all pages.",
        "Name the property that counts them, or leave it out.",
    ),
    Rule::for_all(
        "extension/provider-name",
        "The name in `x-provider` is not one line of text.",
        "Error messages show it.",
        "Write the provider's own name.",
    ),
    Rule::for_all(
        "extension/sensitive-checked-text",
        "A text in the path or the query, or an enum, is `x-sensitive`.",
        "An error would show the value.",
        "Remove it, or send the value in a body.",
    ),
    Rule::for_all(
        "extension/sensitive-not-text",
        "An `x-sensitive` is on something other than a text.",
        "Only texts are hidden.",
        "Put it on the text itself; in an array, on the items.",
    ),
    Rule::for_all(
        "extension/sensitive-parameter",
        "An `x-sensitive` is on a parameter.",
        "Builders and errors would show the value.",
        "First make the builders hide such values.",
    ),
    Rule::for_all(
        "extension/throttling-empty",
        "`throttling` has no `answers`.",
        "Nothing would mean throttling.",
        "List the statuses that mean that calls come too fast, or leave out `throttling`.",
    ),
    Rule::for_all(
        "extension/throttling-status",
        "A status in `throttling` is not that of an error.",
        "A success never means throttling.",
        "Write a status from 400 to 599.",
    ),
    Rule::for_all(
        "extension/throttling-twice",
        "`throttling` lists a status twice.",
        "Only one of the two would count.",
        "Put all of its codes into one entry.",
    ),
    Rule::for_all(
        "extension/throttling-window",
        "The window of `throttling` is not possible.",
        "The runtime waits this long at most.",
        "Write the seconds in which the provider counts calls, from 1 to 86400, or leave it \
             out.",
    ),
    Rule::for_all(
        "extension/time",
        "An `x-time` says no way in which the schema can hold a time.",
        "The command could not write a date in that way.",
        "Write `seconds` or `milliseconds` at an integer, or one of these or `compact` at a text.",
    ),
    Rule::for_all(
        "extension/time-range",
        "An `x-time-range` names no time that the operation takes, or the same one twice.",
        "The command could not ask for the last hours.",
        "Name a parameter or a property of the body that is a `date`, a `date-time`, or has `x-time`.",
    ),
];
