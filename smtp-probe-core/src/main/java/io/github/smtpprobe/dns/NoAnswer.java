/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.route.MailResolver.Status;
import java.io.IOException;

/** Describes what a name server did instead of answering. */
final class NoAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    private final Status status;

    NoAnswer(Status status, String detail) {
        super(detail);
        this.status = status;
    }

    Status status() {
        return status;
    }

    /** The failure that is reported of two: the one that says more about the name. */
    static Throwable moreTelling(Throwable one, Throwable other) {
        return weight(other) > weight(one) ? other : one;
    }

    private static int weight(Throwable failure) {
        if (!(failure instanceof NoAnswer known)) {
            return 0;
        }
        return known.status == Status.BOGUS ? 3 : known.status == Status.TRUNCATED ? 2 : 1;
    }
}
