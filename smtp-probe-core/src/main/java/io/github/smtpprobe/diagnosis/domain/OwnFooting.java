/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.Footing;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;

/** Whether signatures could be validated here at all. If not, the fault is ours, and no zone is blamed. */
final class OwnFooting implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.facts().footing().ifPresent(footing -> {
            if (footing.sound()) {
                single(to, to.facts().mx());
            } else {
                root(to, footing);
            }
        });
    }

    private static void root(DomainFindings to, Footing footing) {
        Said said = switch (footing.state()) {
            case NO_ANCHOR -> to.say("dns.no-anchor");
            case CLOCK -> to.say("dns.not-yet");
            default -> to.say("dns.cannot-tell").with("detail", words(footing));
        };
        said.about(ZoneAnswers.ROOT)
                .seen("the root zone: " + footing.state().token().replace('-', ' '))
                .seen(footing.detail())
                .end();
    }

    private static String words(Footing footing) {
        return switch (footing.state()) {
            case STRIPPED -> "it leaves out signatures";
            case BOGUS -> "what it says of the root zone does not validate";
            case SILENT -> "it did not answer in time";
            case FAILED ->
                "it did not answer for the root zone"
                        + (footing.detail().isEmpty() ? "" : " (" + footing.detail() + ")");
            default -> "the root zone was not asked for";
        };
    }

    /** The root validates, and an answer could not be tested all the same. */
    private static void single(DomainFindings to, DnsAnswer answer) {
        if (answer.security() != Security.NOT_TESTED) {
            return;
        }
        if (Seen.has(answer, Trouble.STRIPPED, Trouble.ROOT)) {
            to.say("dns.cannot-tell")
                    .with("detail", Seen.trouble(answer))
                    .seen(Seen.answer(answer))
                    .end();
        } else if (Seen.has(answer, Trouble.NO_ANCHOR)) {
            to.say("dns.no-anchor").seen(Seen.answer(answer)).end();
        } else if (Seen.has(answer, Trouble.CLOCK)) {
            to.say("dns.not-yet")
                    .about(ZoneAnswers.ROOT)
                    .seen(Seen.answer(answer))
                    .end();
        }
    }
}
