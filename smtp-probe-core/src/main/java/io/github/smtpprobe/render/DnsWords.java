/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.util.ArrayList;
import java.util.List;

/** The results of DNS questions, in words. */
final class DnsWords {
    /** The most records that are shown of one answer. */
    private static final int MOST_RECORDS = 10;

    private static final int LONGEST_RECORD = 200;

    private DnsWords() {}

    static String of(Security state) {
        return switch (state) {
            case SECURE -> "secure";
            case INSECURE -> "insecure";
            case BOGUS -> "bogus";
            case FAILED -> "lookup failed";
            case NOT_ASKED -> "not asked";
            case NOT_TESTED -> "not tested";
        };
    }

    /** A different mark for each state. */
    static String mark(Security state) {
        return switch (state) {
            case SECURE -> StepLine.DONE;
            case INSECURE -> "\u25CB";
            case BOGUS -> StepLine.FAILED;
            case FAILED -> "!";
            case NOT_ASKED -> StepLine.NOT_DONE;
            case NOT_TESTED -> "?";
        };
    }

    /** What each state means, for a legend. */
    static String meaning(Security state) {
        return switch (state) {
            case SECURE -> "signatures prove the answer, from a trust anchor on";
            case INSECURE -> "DNSSEC does not protect the zone: an answer, and no fault";
            case BOGUS -> "signatures should prove the answer, and do not";
            case FAILED -> "no answer was learned";
            case NOT_ASKED -> "the answer could not have mattered";
            case NOT_TESTED -> "nothing could be proven from here, or nobody was to ask";
        };
    }

    /** State and result, such as {@code secure, 2 records}. */
    static String of(DnsAnswer answer) {
        String result = switch (answer.result()) {
            case RECORDS -> ", " + Words.count(answer.records().size(), "record");
            case NO_RECORDS -> ", no such record";
            case NO_NAME -> ", no such name";
            case NONE -> "";
        };
        return of(answer.security()) + result;
    }

    /** Why nothing was learned, or why the answer is not proven further; empty if there was no trouble. */
    static String trouble(DnsAnswer answer) {
        String why = answer.trouble().map(Trouble::label).orElse("");
        String detail = answer.detail();
        return why.isEmpty() || detail.isEmpty() || detail.equals(why)
                ? (why.isEmpty() ? detail : why)
                : why + " (" + detail + ")";
    }

    /** The records themselves, one per line; empty if there are none. */
    static List<String> records(DnsAnswer answer) {
        List<String> lines = new ArrayList<>();
        Shortened.of(answer.records(), MOST_RECORDS, each -> lines.add(words(each)), lines::add);
        return lines;
    }

    private static String words(DnsRecord record) {
        return Shortened.of(record.text(), LONGEST_RECORD);
    }

    static String of(Alias alias) {
        return "alias " + alias.name() + " \u2192 " + alias.target() + ": " + of(alias.security())
                + (alias.synthesized() ? ", made from a DNAME" : "") + ", TTL "
                + alias.ttl().toSeconds() + " s";
    }

    /** Who answered, how long the answer may be cached, how long it took, and until when it is signed. */
    static String terms(DnsAnswer answer) {
        List<String> terms = new ArrayList<>();
        answer.ttl().ifPresent(ttl -> terms.add("TTL " + ttl.toSeconds() + " s"));
        if (!answer.server().isEmpty()) {
            terms.add("from " + answer.server());
        }
        if (!answer.took().isZero()) {
            terms.add("in " + StepLine.time(answer.took()));
        } else if (answer.queries() == 0 && answer.security().learned()) {
            terms.add("known already");
        }
        if (answer.queries() > 0) {
            terms.add(Words.count(answer.queries(), "message") + " sent");
        }
        answer.signedUntil().ifPresent(until -> terms.add("signed until " + SurveyWords.day(until)));
        boolean secure = answer.security() == Security.SECURE;
        answer.resolverSaysSecure()
                .filter(says -> says != secure && answer.security().learned())
                .ifPresent(says -> terms.add("the resolver's own AD bit says " + (says ? "secure" : "not secure")));
        return String.join(", ", terms);
    }

    static String of(RootValidation rootValidation) {
        String words = switch (rootValidation.state()) {
            case SOUND -> "The root zone validates here, so that proofs can be had.";
            case STRIPPED ->
                "The resolver leaves out signatures, or refuses to be asked for them: nothing can be proven from here.";
            case NO_ANCHOR -> "There is no trust anchor here that fits the root zone: nothing can be proven from here.";
            case CLOCK ->
                "By the clock of this machine the signatures of the root zone are not valid now: nothing can be proven from here.";
            case BOGUS ->
                "The signatures of the root zone do not verify: something on the way changes answers, and nothing can be proven from here.";
            case SILENT -> "No name server answered for the root zone: nothing can be proven from here.";
            case FAILED -> "The name servers could not answer for the root zone: nothing can be proven from here.";
            case NOT_ASKED -> "The root zone was not asked for: nothing can be proven.";
        };
        return rootValidation.detail().isEmpty() ? words : words + " (" + rootValidation.detail() + ")";
    }
}
