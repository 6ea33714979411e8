/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

/** What the MTA-STS policy means for an exchanger (RFC 8461 §4, §5). */
final class StsReading {
    private StsReading() {}

    static Reading of(Case seen) {
        return switch (seen.host().sts()) {
            case NOT_TESTED -> Reading.depends(Unknown.STS);
            case NONE -> Reading.is(Condition.NO_POLICY);
            case MODE_NONE, TESTING, UNAVAILABLE -> Reading.is(Condition.STS_WITHOUT_FORCE);
            case LISTED, NOT_LISTED -> enforced(seen);
        };
    }

    private static Reading enforced(Case seen) {
        if (seen.host().startTls() == StartTlsState.NOT_TESTED) {
            return Reading.depends(Unknown.STARTTLS);
        }
        if (!seen.tlsWorks()) {
            return Reading.is(Condition.STS_NO_STARTTLS);
        }
        if (seen.host().sts() == StsState.NOT_LISTED || seen.host().expired()) {
            return Reading.is(Condition.STS_FAILS);
        }
        return switch (seen.host().pkix()) {
            case NOT_TESTED -> Reading.depends(Unknown.PKIX);
            case VALID -> Reading.is(Condition.STS_HOLDS);
            case INVALID -> Reading.is(Condition.STS_FAILS);
        };
    }
}
