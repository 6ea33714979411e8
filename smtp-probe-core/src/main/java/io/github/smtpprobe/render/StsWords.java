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
        return "record " + problem.record() + ": " + problem.code().label() + quoted(problem.text());
    }

    static String of(PolicyProblem problem) {
        return "line " + problem.line() + ": " + problem.code().label()
                + (problem.code().fatal() ? ", so that the whole policy is invalid" : "") + quoted(problem.text());
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : ": \u201C" + text + "\u201D";
    }

    /** Which exchangers a valid policy lists, one sentence each; empty for an invalid policy. */
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
            case TLS_VERSION -> "it has no TLS version that is accepted here";
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
