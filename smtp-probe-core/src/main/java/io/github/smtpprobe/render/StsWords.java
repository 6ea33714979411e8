/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.mtasts.MxPattern;
import io.github.smtpprobe.mtasts.ParsedPolicy;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyProblem;
import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordState;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of MTA-STS and TLS-RPT, in words. */
final class StsWords {
    private StsWords() {}

    static String of(RecordState state) {
        return switch (state) {
            case NONE -> "there is no such record";
            case ONE -> "one record, as it should be";
            case MANY -> "several records, which count as none";
            case BAD_SYNTAX -> "one record that cannot be used, and counts as none";
        };
    }

    static String of(RecordProblem problem) {
        String words = switch (problem.code()) {
            case NO_SEMICOLON -> "the version has no semicolon behind it";
            case WRONG_CASE -> "capital and small letters are wrong";
            case BLANK -> "there are blanks where none may be";
            case QUOTED -> "a quotation mark is part of the text";
            case OTHER_VERSION -> "the version is unknown";
            case SEVERAL -> "it is one record too many";
            case NO_ID -> "there is no id";
            case BAD_ID -> "the id is not made of 1 to 32 letters and digits";
            case BAD_FIELD -> "a field is no pair of a name and a value";
            case DUPLICATE_FIELD -> "a field comes once more: the first one counts";
            case NO_RUA -> "there is no rua";
            case BAD_SCHEME -> "an address is neither mailto: nor https:";
            case BAD_URI -> "an address is no URI";
        };
        return "record " + problem.record() + ": " + words + quoted(problem.text());
    }

    static String of(PolicyProblem problem) {
        return "line " + problem.line() + ": " + words(problem.code())
                + (problem.code().fatal() ? ", so that the whole policy is invalid" : "") + quoted(problem.text());
    }

    private static String words(PolicyProblem.Code code) {
        return switch (code) {
            case EMPTY -> "the file is empty";
            case UTF_16 -> "the file is written in UTF-16";
            case HTML -> "the file is a web page";
            case BYTE_ORDER_MARK -> "a byte order mark spoils the first key";
            case CONTROL_CHARACTER -> "there is a control character";
            case BARE_CR -> "a CR without LF ends no line";
            case BAD_UTF_8 -> "there are octets that are not UTF-8";
            case EMPTY_LINE -> "the line is empty";
            case NO_COLON -> "the line has no colon";
            case BAD_KEY -> "the line does not begin with a key";
            case KEY_CASE -> "keys are written in small letters: this one is passed over";
            case UNKNOWN_KEY -> "the key is unknown and passed over";
            case DUPLICATE_KEY -> "the key comes again: the first one counts";
            case NO_VERSION -> "there is no version";
            case BAD_VERSION -> "the version is not STSv1";
            case NO_MODE -> "there is no mode";
            case BAD_MODE -> "the mode is neither enforce nor testing nor none";
            case NO_MAX_AGE -> "there is no max_age";
            case BAD_MAX_AGE -> "max_age is not made of 1 to 10 digits";
            case MAX_AGE_TOO_LONG -> "max_age is more than 31557600 seconds, a year";
            case NO_MX -> "there is no mx";
            case BAD_MX -> "the mx is no domain name";
            case MX_LAST_DOT -> "the mx ends in a dot";
            case MX_SEVERAL -> "the mx holds more than one name";
            case MX_NOT_ASCII -> "the mx has letters beyond ASCII";
            case MX_ADDRESS -> "the mx looks like an address";
        };
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : ": \u201C" + text + "\u201D";
    }

    /** Which exchangers a valid policy lists, a sentence each; none of an invalid one. */
    static List<String> listed(ParsedPolicy policy, List<SurveyedExchanger> exchangers) {
        List<String> words = new ArrayList<>();
        policy.policy().ifPresent(valid -> exchangers.forEach(each -> words.add(listed(valid, each.host()))));
        return words;
    }

    private static String listed(StsPolicy policy, String host) {
        Optional<MxPattern> lists = policy.lists(host);
        if (lists.isPresent()) {
            return host + " is listed by " + lists.get().text();
        }
        return policy.nearlyLists(host)
                .map(near -> host + " is not listed: in " + near.text() + " the star stands for exactly one label")
                .orElse(host + " is not listed");
    }

    static String mark(PolicyFetch fetch) {
        return switch (fetch.outcome()) {
            case FETCHED -> StepLine.DONE;
            case CANCELLED, LOCAL, TIME, DENIED -> StepLine.NOT_DONE;
            default -> StepLine.FAILED;
        };
    }

    static String of(PolicyFetch fetch) {
        List<String> parts = new ArrayList<>();
        parts.add(words(fetch));
        fetch.address().ifPresent(address -> parts.add("at " + AddressLiteral.text(address)));
        if (!fetch.silent().isEmpty()) {
            parts.add("no connection to " + fetch.silent().size() + " addresses before");
        }
        fetch.status().ifPresent(status -> parts.add("status " + status));
        fetch.contentType()
                .ifPresent(type -> parts.add("type " + type + (fetch.plainText() ? "" : ", which is not text/plain")));
        fetch.contentEncoding().ifPresent(coding -> parts.add("encoded as " + coding));
        fetch.location().ifPresent(location -> parts.add("to " + location + ", where nobody went"));
        if (!fetch.detail().isEmpty()) {
            parts.add(fetch.detail());
        }
        if (!fetch.took().isZero()) {
            parts.add("in " + StepLine.time(fetch.took()));
        }
        return String.join(", ", parts);
    }

    private static String words(PolicyFetch fetch) {
        return switch (fetch.outcome()) {
            case FETCHED -> "fetched";
            case NO_ADDRESS -> "the policy host has no address, or it could not be learned";
            case DENIED -> "the address policy of this application denies each address";
            case NO_CONNECTION -> "no address took a connection";
            case TLS_FAILED -> "the TLS handshake failed";
            case BAD_CERTIFICATE -> "the certificate is not valid for the policy host";
            case REDIRECT -> "the host redirects, which senders do not follow";
            case STATUS -> "the host gives no policy";
            case BAD_HTTP -> "what the host answers is no HTTP";
            case TOO_BIG -> "the file is longer than " + PolicyFetch.MOST_OCTETS / 1024 + " KiB";
            case TIME -> "the time was over";
            case CANCELLED -> "cancelled";
            case LOCAL -> "it could not be fetched from here, which says nothing of the host";
        };
    }
}
