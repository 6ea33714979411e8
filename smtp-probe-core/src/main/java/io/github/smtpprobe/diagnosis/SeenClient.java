/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.report.Attempt;
import java.util.Optional;

/**
 * The client that a server sees, if that is not this one.
 *
 * @param name its name in texts
 * @param why  a sentence about why it is not this one; empty if that must not be said
 */
record SeenClient(String name, String why) {
    private static final SeenClient POSED = new SeenClient(
            "the client that XCLIENT names",
            "XCLIENT made the server take this client for another one: the refusal is of that one, and what to do is"
                    + " for its owner.");

    /** The end of a road. The road is not named, since strangers may read the text. */
    private static final SeenClient AT_THE_END = new SeenClient("the client that it sees", "");

    /** Whether a finding is about the client itself: its address, or how often it connects. */
    static boolean concerns(String id) {
        return id.startsWith("client.") || id.equals("server.rate-limited");
    }

    /** The client that XCLIENT names, or the end of a road. */
    static Optional<SeenClient> of(Attempt attempt) {
        return PosedAsAnother.posed(attempt)
                ? Optional.of(POSED)
                : attempt.fact(Connect.class).flatMap(Connect::road).map(road -> AT_THE_END);
    }

    /** The text about a refusal of the client, for this client. */
    FindingText named(FindingText text) {
        return text.instead("this client", name);
    }
}
