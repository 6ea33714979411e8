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
import java.util.regex.Pattern;

/**
 * A road that did not lead to the server: what a proxy did, and what it says about the server, which could not be seen from
 * here.
 */
public final class BlockedRoad extends AttemptCheck {
    /** How the transcript shows the first octets of what gzip makes. */
    private static final String GZIP = "\\x1F\\x8B\\x08";

    private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,8}(?:;.{0,80})?");

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

    /** The first line of a page, where it may be shown, without the size of a chunk before it. */
    private static String said(AttemptFindings one) {
        return Heard.of(one.attempt())
                .clear()
                .lines()
                .filter(line -> !line.isBlank() && !CHUNK.matcher(line).matches())
                .findFirst()
                .map(Quotation::quoted)
                .orElse("");
    }

    private static void page(AttemptFindings one, Fact fact) {
        boolean packed = Heard.of(one.attempt()).clear().lines().limit(2).anyMatch(line -> line.startsWith(GZIP));
        one.add("proxy.page", fact, "packed", packed ? "gzip" : "", "said", packed ? "" : said(one));
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
            case PROXY_PAGE -> page(one, fact);
            case UNIX_SOCKET -> one.add("road.unix-socket", fact);
            default -> one.add("proxy.no-proxy", fact);
        }
    }
}
