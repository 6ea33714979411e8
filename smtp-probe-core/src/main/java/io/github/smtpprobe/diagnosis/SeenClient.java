/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.report.Attempt;
import java.util.Optional;

/**
 * Whom the server takes for its client, where that is not this one.
 *
 * @param name how texts call it
 * @param why  it is not this one, in a sentence; empty where that is not to be told
 */
record SeenClient(String name, String why) {
    private static final SeenClient POSED = new SeenClient(
            "the client that XCLIENT names",
            "XCLIENT made the server take this client for another one: the refusal is of that one, and what to do is"
                    + " for its owner.");

    /** The end of a road; which one is left out, since strangers may read it. */
    private static final SeenClient AT_THE_END = new SeenClient("the client that it sees", "");

    /** Whether a finding is about the client itself: its address, or how often it comes. */
    static boolean concerns(String id) {
        return id.startsWith("client.") || id.equals("server.rate-limited");
    }

    /** The client that XCLIENT names, or the end of the road. */
    static Optional<SeenClient> of(Attempt attempt) {
        return PosedAsAnother.posed(attempt)
                ? Optional.of(POSED)
                : attempt.fact(Connect.class).flatMap(Connect::road).map(road -> AT_THE_END);
    }

    /** A text on a refusal of the client, which is then this one. */
    FindingText named(FindingText text) {
        return text.instead("this client", name);
    }
}
