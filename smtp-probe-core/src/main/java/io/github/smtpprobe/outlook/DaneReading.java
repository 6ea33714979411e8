/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the TLSA records mean for an exchanger (RFC 7672 §2.2). */
final class DaneReading {
    private DaneReading() {}

    /** Whether DANE does not apply: there are no records, or the host is in an unsigned zone, whose records nobody asks for. */
    static boolean none(Case seen) {
        return seen.host().answer() == AnswerState.INSECURE
                || seen.host().tlsa() == TlsaState.NONE
                || seen.host().tlsa() == TlsaState.NOT_ASKED;
    }

    static Reading of(Case seen) {
        if (seen.host().answer() == AnswerState.UNPROVEN) {
            return Reading.depends(Unknown.HOST);
        }
        if (seen.host().tlsa() == TlsaState.NOT_TESTED) {
            return Reading.depends(Unknown.TLSA);
        }
        if (seen.domain().mx() == AnswerState.UNPROVEN) {
            return Reading.depends(Unknown.MX);
        }
        if (seen.host().tlsa() == TlsaState.LOOKUP_ERROR) {
            return fails(seen, Condition.TLSA_LOOKUP_ERROR);
        }
        if (seen.host().startTls() == StartTlsState.NOT_TESTED) {
            return Reading.depends(Unknown.STARTTLS);
        }
        return seen.tlsWorks() ? withTls(seen) : withoutTls(seen);
    }

    private static Reading withoutTls(Case seen) {
        return fails(
                seen,
                seen.host().tlsa() == TlsaState.UNUSABLE
                        ? Condition.TLSA_UNUSABLE_NO_STARTTLS
                        : Condition.TLSA_NO_STARTTLS);
    }

    private static Reading withTls(Case seen) {
        return switch (seen.host().tlsa()) {
            case MATCHES -> secure(seen) ? match(seen) : insecureMatches(seen);
            case UNUSABLE ->
                secure(seen) ? fails(seen, Condition.TLSA_UNUSABLE) : Reading.is(Condition.MX_INSECURE_UNUSABLE);
            case WEAKER_MATCHES -> fails(seen, Condition.TLSA_WEAKER_MATCHES, Condition.TLSA_MISMATCH);
            case NOT_COMPARED -> Reading.depends(Unknown.MATCH);
            default -> fails(seen, Condition.TLSA_MISMATCH);
        };
    }

    private static boolean secure(Case seen) {
        return seen.domain().mx() == AnswerState.SECURE;
    }

    private static Reading insecureMatches(Case seen) {
        return seen.host().domainNameOnly()
                ? Reading.is(Condition.MX_INSECURE_DOMAIN_NAME, Condition.MX_INSECURE_MATCHES)
                : Reading.is(Condition.MX_INSECURE_MATCHES);
    }

    private static Reading fails(Case seen, Condition... rows) {
        if (!secure(seen)) {
            return Reading.is(Condition.MX_INSECURE_FAILS);
        }
        List<Condition> all = new ArrayList<>(List.of(rows));
        if (seen.host().alias()) {
            all.add(0, seen.host().aliasEnd() ? Condition.TLSA_FAILS_ALIAS_END : Condition.TLSA_FAILS_ALIAS);
        }
        return new Reading(List.copyOf(all), Optional.empty());
    }

    private static Reading match(Case seen) {
        return match(seen, seen.host().expired() ? Condition.TLSA_MATCHES_EXPIRED : Condition.TLSA_MATCHES);
    }

    /** A record matches: the special cases in which some senders act differently, and the row. */
    static Reading match(Case seen, Condition row) {
        List<Condition> all = new ArrayList<>();
        if (seen.host().alias()) {
            all.add(seen.host().aliasEnd() ? Condition.TLSA_MATCHES_ALIAS_END : Condition.TLSA_MATCHES_ALIAS);
        }
        if (seen.host().domainNameOnly()) {
            all.add(Condition.TLSA_MATCHES_DOMAIN_NAME);
        }
        all.add(row);
        return new Reading(List.copyOf(all), Optional.empty());
    }
}
