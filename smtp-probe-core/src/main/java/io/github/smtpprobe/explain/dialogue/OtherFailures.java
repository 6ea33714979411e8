/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Failures other than the deciding one. People paste several tries at once, and each may have its own cause. Only causes count,
 * not their consequences.
 */
final class OtherFailures {
    private static final int MOST = 4;

    /** How many lines apart an error and its own cause are. */
    private static final int NEAR = 2;

    private static final String BEGINS = "Another failure in this text: ";

    private OtherFailures() {}

    /**
     * Findings about the other failures: one of each kind, preferably about another host.
     *
     * @param errors  the errors that clients report
     * @param decides the error that decides; empty if a reply does
     * @param reply   the line of that reply; -1 if it is in entries of a log
     */
    static List<Finding> in(List<ClientError> errors, Optional<ClientError> decides, int reply) {
        int line = decides.map(ClientError::line).orElse(reply);
        Optional<String> host = decides.map(OtherFailures::host);
        Set<String> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        decides.ifPresent(each -> places.add(place(each)));
        List<Finding> others = new ArrayList<>();
        for (ClientError each : errors) {
            boolean apart = line < 0
                    || Math.abs(each.line() - line) >= NEAR
                    || decides.filter(one -> ofOthers(one, each)).isPresent();
            boolean elsewhere = host.filter(
                            same -> !same.equals(host(each)) && !host(each).isEmpty())
                    .isPresent();
            if (apart
                    && !(decides.isPresent() && ofSameCertificate(decides.get(), each))
                    && each.telling(elsewhere)
                    && others.size() < MOST
                    && places.add(place(each))
                    && ids.add(each.id())) {
                each.finding("").ifPresent(found -> others.add(other(found)));
            }
        }
        return others;
    }

    /** Whether a server reports them about different clients. */
    private static boolean ofOthers(ClientError one, ClientError other) {
        String first = one.values().getOrDefault("peer", "");
        String second = other.values().getOrDefault("peer", "");
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    /** Whether an error only says in general that a certificate was not accepted, while another one says why. */
    private static boolean ofSameCertificate(ClientError one, ClientError other) {
        return one.id().startsWith("cert.")
                && other.id().equals("cert.untrusted")
                && host(one).equals(host(other));
    }

    private static String host(ClientError error) {
        return error.values().getOrDefault("host", "");
    }

    private static String place(ClientError error) {
        return error.id() + " " + host(error);
    }

    private static Finding other(Finding finding) {
        return finding.toBuilder()
                .severity(Severity.WARNING)
                .summary(BEGINS + finding.summary())
                .build();
    }
}
