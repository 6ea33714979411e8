/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.signs.BlankedKeyword;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Anomalies in the extensions that a server offers: before TLS, inside it, and between the two. */
public final class CapabilityLint extends AttemptCheck {
    private static final long SMALL = 1_000_000;
    private static final String LHLO = "LHLO";

    /** The extensions that every LMTP server must support (RFC 2033 §5). */
    private static final List<String> REQUIRED = List.of("PIPELINING", "ENHANCEDSTATUSCODES");

    public CapabilityLint() {
        super(Occasion.step(Ehlo.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        List<Ehlo> hellos = toThisClient(one.attempt());
        if (hellos.isEmpty()) {
            return;
        }
        Ehlo last = hellos.get(hellos.size() - 1);
        lint(one, last);
        if (last.verb().equals(LHLO)) {
            required(one, last);
        }
        missing(one, last);
        if (one.attempt().fact(StartTls.class).isEmpty()) { // otherwise it is a cause, and not just worth a note
            masked(one, hellos.get(0));
        }
        if (one.route().mode() == TlsMode.PLAIN && last.capabilities().startTls()) {
            one.add("starttls.unused", last);
        }
        if (hellos.size() > 1 && last.encrypted()) {
            compare(one, hellos.get(0), last);
        }
    }

    /**
     * The replies to EHLO before XCLIENT: what a server offers to another client cannot be compared with what it offers to this
     * one.
     */
    private static List<Ehlo> toThisClient(Attempt attempt) {
        List<Ehlo> hellos = new ArrayList<>();
        for (Fact fact : attempt.facts()) {
            if (fact instanceof XClient) {
                break;
            } else if (fact instanceof Ehlo hello && hello.outcome().succeeded() && hello.asksForExtensions()) {
                hellos.add(hello);
            }
        }
        return hellos;
    }

    private static void masked(AttemptFindings one, Ehlo fact) {
        BlankedKeyword.of(fact).ifPresent(keyword -> one.add("capabilities.masked", fact, "keyword", keyword));
    }

    private static void lint(AttemptFindings one, Ehlo fact) {
        Capabilities offered = fact.capabilities();
        if (fact.encrypted() && offered.startTls()) {
            one.add("capabilities.starttls-inside-tls", fact);
        }
        if (offered.offers("XCLIENT") || offered.offers("XFORWARD")) {
            one.add("capabilities.internal", fact);
        }
        long size = offered.size().orElse(0);
        if (size > 0 && size < SMALL) {
            one.add("capabilities.size-tiny", fact, "size", Long.toString(size));
        }
    }

    private static void required(AttemptFindings one, Ehlo fact) {
        String missing = REQUIRED.stream()
                .filter(name -> !fact.capabilities().offers(name))
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty()) {
            one.add("lmtp.extensions-missing", fact, "missing", missing);
        }
    }

    /** Reports missing extensions, but only those that were needed: a server may well do without the others. */
    private static void missing(AttemptFindings one, Ehlo fact) {
        Set<String> missing = new LinkedHashSet<>();
        for (Fact each : one.attempt().facts()) {
            if (each.outcome() instanceof Outcome.Skipped) {
                needed(each.outcome()).ifPresent(missing::add);
            }
        }
        if (!missing.isEmpty()) {
            one.add("capabilities.missing", fact, "missing", String.join(", ", missing));
        }
    }

    private static Optional<String> needed(Outcome outcome) {
        if (outcome.skippedFor(SkipReason.SMTPUTF8_NOT_OFFERED)) {
            return Optional.of("SMTPUTF8, for an address with non-ASCII characters");
        }
        return outcome.skippedFor(SkipReason.EIGHT_BIT_NOT_OFFERED)
                ? Optional.of("8BITMIME, for a message with 8-bit octets")
                : Optional.empty();
    }

    /** Compares the extensions before TLS with those inside it, where none must disappear. */
    private static void compare(AttemptFindings one, Ehlo before, Ehlo after) {
        boolean authBefore = !before.capabilities().mechanisms().isEmpty();
        boolean authAfter = !after.capabilities().mechanisms().isEmpty();
        if (authBefore && !authAfter) {
            one.add("capabilities.auth-gone", after);
        }
        if (!authBefore && authAfter) {
            one.add("capabilities.auth-after-tls", after);
        }
        if (authAfter
                && !before.capabilities()
                        .mechanisms()
                        .equals(after.capabilities().mechanisms())) {
            Set<String> lost = new LinkedHashSet<>(before.capabilities().mechanisms());
            lost.removeAll(Set.copyOf(after.capabilities().mechanisms()));
            if (!lost.isEmpty()) {
                one.add("capabilities.mechanisms-gone", after, "gone", String.join(", ", lost));
            }
        }
        Set<String> gone = noLongerOffered(before.capabilities(), after.capabilities());
        if (!gone.isEmpty()) {
            one.add("capabilities.shrunk", after, "gone", String.join(", ", gone));
        }
    }

    /** The extensions that are no longer offered, apart from logins and STARTTLS, which has done its work. */
    private static Set<String> noLongerOffered(Capabilities before, Capabilities after) {
        Set<String> gone = new LinkedHashSet<>();
        for (Capabilities.Keyword each : before.keywords()) {
            String name = each.name();
            if (!name.equals("STARTTLS") && !name.startsWith("AUTH") && !after.offers(name)) {
                gone.add(name);
            }
        }
        return gone;
    }
}
