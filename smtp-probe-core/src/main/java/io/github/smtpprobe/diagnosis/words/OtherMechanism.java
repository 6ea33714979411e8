/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;

/** What is left to try when a login with one mechanism has failed: only mechanisms that the server offers and that have not been tried. */
final class OtherMechanism {
    private static final int MOST = 5;

    private static final String ON_ITS_OWN_LINE =
            "This client sent the response on a line of its own already. Use shorter credentials; on your own server, allow"
                    + " longer lines in logins.";

    /** The shortest line of AUTH: no server may refuse a line as too long if it is this short (RFC 5321 §4.5.3.1.4). */
    private static final String WITHOUT_RESPONSE =
            "The server said so of the command alone, without the response, which is short enough for any server: shorter"
                    + " credentials may not help. On your own server, look for a filter or proxy that refuses logins;"
                    + " otherwise ask its operator.";

    private OtherMechanism() {}

    /** A sentence of advice; empty if it is not known what the server offers. */
    static String advice(RequestView request, Fact fact) {
        if (!(fact instanceof Authentication login) || login.offered().isEmpty()) {
            return "";
        }
        String tried = login.mechanism().orElse("");
        List<String> others = login.offered().stream()
                .filter(name -> !name.equals(tried))
                .distinct()
                .toList();
        List<String> usable = others.stream().filter(login.known()::contains).toList();
        if (!usable.isEmpty()) {
            return "Try another mechanism that the server offers: " + either(usable) + ".";
        }
        if (others.isEmpty()) {
            return "The server offers no other mechanism, so its operator has to act.";
        }
        return request.mechanisms().isEmpty()
                ? "The server offers no other mechanism that this client can use here, so its operator has to act."
                : "The request allows no other mechanism of those that the server offers (" + named(others)
                        + "): allow another, or ask the operator.";
    }

    /** What to do about a line that is too long even by itself; empty if that was not tried. */
    static String shorter(Attempt attempt, Fact fact) {
        String command = fact instanceof Authentication login
                ? "AUTH " + login.mechanism().orElse("")
                : "";
        boolean alone = false;
        boolean asked = false;
        for (Entry entry :
                command.isEmpty() ? List.<Entry>of() : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                alone |= entry.text().strip().equals(command);
            } else if (entry.direction() == Entry.Direction.SERVER) {
                asked |= alone && entry.text().startsWith("334");
            }
        }
        return asked ? ON_ITS_OWN_LINE : alone ? WITHOUT_RESPONSE : "";
    }

    private static String named(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST, names.size())));
    }

    private static String either(List<String> names) {
        List<String> shown = names.subList(0, Math.min(MOST, names.size()));
        return shown.size() == 1
                ? shown.get(0)
                : String.join(", ", shown.subList(0, shown.size() - 1)) + " or " + shown.get(shown.size() - 1);
    }
}
