/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.connection;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.signs.Heard;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;

/**
 * A road that did not lead to the server: what a proxy did, and what it says about the server, which could not be seen from
 * here.
 */
public final class BlockedRoad extends AttemptCheck {
    public BlockedRoad() {
        super(Occasion.FAILURE);
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().failures().stream()
                .filter(BlockedRoad::ofTheRoad)
                .findFirst()
                .ifPresent(fact -> add(one, fact, ((Outcome.Failed) fact.outcome()).reason()));
    }

    private static boolean ofTheRoad(Fact fact) {
        return fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.ROAD;
    }

    /** The first line of a page, where it may be shown. */
    private static String said(AttemptFindings one) {
        return Heard.of(one.attempt())
                .clear()
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(Quotation::quoted)
                .orElse("");
    }

    private static void add(AttemptFindings one, Fact fact, Reason reason) {
        switch (reason) {
            case PROXY_UNREACHABLE -> one.add("proxy.unreachable", fact);
            case PROXY_TIMEOUT -> one.add("proxy.timeout", fact);
            case PROXY_CLOSED -> one.add("proxy.closed", fact);
            case PROXY_LOGIN_WANTED -> one.add("proxy.login-wanted", fact);
            case PROXY_LOGIN_REFUSED -> one.add("proxy.login-refused", fact);
            case PROXY_FORBIDS -> one.add("proxy.forbids", fact);
            case PROXY_TARGET_REFUSED -> one.add("proxy.target-refused", fact);
            case PROXY_TARGET_UNREACHABLE -> one.add("proxy.target-unreachable", fact);
            case PROXY_TARGET_TIMEOUT -> one.add("proxy.target-timeout", fact);
            case PROXY_PAGE -> one.add("proxy.page", fact, "said", said(one));
            case UNIX_SOCKET -> one.add("road.unix-socket", fact);
            default -> one.add("proxy.no-proxy", fact);
        }
    }
}
