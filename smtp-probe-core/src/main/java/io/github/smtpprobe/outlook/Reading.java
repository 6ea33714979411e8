/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;
import java.util.Optional;

/**
 * The condition in which a sender finds an exchanger.
 *
 * @param conditions the conditions, the more specific one first; the first one for which the sender has an entry counts
 * @param unknown    what has to be known first; if this is not empty, there are no conditions
 */
record Reading(List<Condition> conditions, Optional<Unknown> unknown) {
    static Reading is(Condition... conditions) {
        return new Reading(List.of(conditions), Optional.empty());
    }

    static Reading depends(Unknown unknown) {
        return new Reading(List.of(), Optional.of(unknown));
    }

    /** The row of the matrix, which is the most general of the conditions. */
    private Condition row() {
        return conditions.get(conditions.size() - 1);
    }

    static Reading of(Case seen) {
        return switch (seen.domain().mx()) {
            case NOT_TESTED -> depends(Unknown.MX);
            case BOGUS -> is(Condition.MX_BOGUS);
            case LOOKUP_FAILED -> is(Condition.MX_LOOKUP_FAILED);
            case SECURE, INSECURE, UNPROVEN -> exchangers(seen);
        };
    }

    private static Reading exchangers(Case seen) {
        return switch (seen.domain().exchangers()) {
            case NOT_TESTED -> depends(Unknown.EXCHANGERS);
            case NULL_MX -> is(Condition.NULL_MX);
            case NOWHERE -> is(Condition.NOWHERE);
            case LISTED, NULL_MX_MIXED, IMPLICIT -> host(seen);
        };
    }

    private static Reading host(Case seen) {
        return switch (seen.host().answer()) {
            case NOT_TESTED -> depends(Unknown.HOST);
            case BOGUS -> is(Condition.HOST_BOGUS);
            case LOOKUP_FAILED -> is(Condition.HOST_LOOKUP_FAILED);
            case SECURE, INSECURE, UNPROVEN -> addresses(seen);
        };
    }

    private static Reading addresses(Case seen) {
        return switch (seen.host().addresses()) {
            case NOT_TESTED -> depends(Unknown.ADDRESSES);
            case NONE -> is(Condition.NO_ADDRESS);
            case UNREACHABLE -> is(Condition.UNREACHABLE);
            case SILENT -> is(Condition.NO_CONNECTION);
            case IPV4 -> policies(seen);
            case IPV6_ONLY ->
                switch (seen.ipv6()) {
                    case YES -> policies(seen);
                    case NO -> is(Condition.IPV6_ONLY);
                    case NOT_KNOWN -> depends(Unknown.IPV6);
                };
        };
    }

    private static Reading policies(Case seen) {
        Reading sts = StsReading.of(seen);
        if (DaneReading.none(seen)) {
            return sts;
        }
        Reading dane = DaneReading.of(seen);
        if (dane.unknown().isPresent() || (sts.unknown().isPresent() && !seen.mtaSts())) {
            return dane;
        }
        if (sts.unknown().isPresent()) {
            return sts;
        }
        return switch (sts.row()) {
            case STS_HOLDS, STS_FAILS, STS_NO_STARTTLS -> both(seen, dane, sts);
            default -> dane;
        };
    }

    /** Which of two policies counts: MTA-STS does not override DANE (RFC 8461 §2). */
    private static Reading both(Case seen, Reading dane, Reading sts) {
        boolean matches =
                seen.host().tlsa() == TlsaState.MATCHES && seen.domain().mx() == AnswerState.SECURE;
        if (matches && sts.row() == Condition.STS_FAILS) {
            return DaneReading.match(seen, Condition.TLSA_MATCHES_STS_FAILS);
        }
        if (!seen.mtaSts()) {
            return dane;
        }
        if (!seen.dane() || seen.domain().mx() == AnswerState.INSECURE) {
            return sts;
        }
        return dane.row() == Condition.TLSA_UNUSABLE ? dane.before(Condition.TLSA_UNUSABLE_STS) : dane;
    }

    /** The same reading, with a special condition after the existing ones and before the row. */
    private Reading before(Condition special) {
        List<Condition> all = new java.util.ArrayList<>(conditions);
        all.add(all.size() - 1, special);
        return new Reading(List.copyOf(all), unknown);
    }
}
