/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.report.Attempt;
import java.util.Optional;

/**
 * The client that a server sees, if that is not this one.
 *
 * @param name its name in texts
 * @param why  a sentence about why it is not this one; empty if that must not be said
 */
public record SeenClient(String name, String why) {
    private static final SeenClient POSED = new SeenClient(
            "the client that XCLIENT names",
            "XCLIENT made the server take this client for another one: the refusal is of that one, and what to do is"
                    + " for its owner.");

    /** The end of a road. The road is not named, since strangers may read the text. */
    private static final SeenClient AT_THE_END = new SeenClient("the client that it sees", "");

    /** Whether the server was asked to treat this client as another one, and does. */
    public static boolean posed(Attempt attempt) {
        return attempt.facts(XClient.class).stream()
                .anyMatch(fact -> fact.outcome().succeeded());
    }

    /** Whether a finding is about the client itself: its address, or how often it connects. */
    public static boolean concerns(String id) {
        return id.startsWith("client.") || id.equals("server.rate-limited");
    }

    /** The client that XCLIENT names, or the end of a road. */
    public static Optional<SeenClient> of(Attempt attempt) {
        return posed(attempt)
                ? Optional.of(POSED)
                : attempt.fact(Connect.class).flatMap(Connect::road).map(road -> AT_THE_END);
    }

    /** The text about a refusal of the client, for this client. */
    public FindingText named(FindingText text) {
        return text.instead("this client", name);
    }
}
