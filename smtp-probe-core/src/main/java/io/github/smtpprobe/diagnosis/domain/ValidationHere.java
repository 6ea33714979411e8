/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.util.List;
import java.util.stream.Stream;

/** Whether signatures could be validated here at all. If not, the fault is on our side, and no zone is blamed. */
final class ValidationHere implements DomainCheck {
    @Override
    public void examine(DomainFindings to) {
        to.facts().rootValidation().ifPresent(rootValidation -> {
            if (rootValidation.sound()) {
                if (!single(to, to.facts().mx()) && to.facts().survey().looksAt(Aspect.DANE)) {
                    to.hosts().forEach(host -> exchanger(to, host));
                }
            } else {
                root(to, rootValidation);
            }
        });
    }

    private static void root(DomainFindings to, RootValidation rootValidation) {
        Said said = switch (rootValidation.state()) {
            case NO_ANCHOR -> to.say("dns.no-anchor");
            case CLOCK -> to.say("dns.not-yet");
            default -> to.say("dns.cannot-tell").with("detail", words(rootValidation));
        };
        said.about(ZoneAnswers.ROOT)
                .seen("the root zone: " + rootValidation.state().token().replace('-', ' '))
                .seen(rootValidation.detail())
                .end();
    }

    private static String words(RootValidation rootValidation) {
        return switch (rootValidation.state()) {
            case STRIPPED -> rootValidation.detail().isEmpty() ? "it leaves out signatures" : rootValidation.detail();
            case BOGUS -> "what it says of the root zone does not validate";
            case SILENT -> "it did not answer in time";
            case FAILED ->
                "it did not answer for the root zone"
                        + (rootValidation.detail().isEmpty() ? "" : " (" + rootValidation.detail() + ")");
            default -> "the root zone was not asked for";
        };
    }

    /** Reports an answer that could not be validated although the root zone was. */
    private static boolean single(DomainFindings to, DnsAnswer answer) {
        if (answer.security() != Security.NOT_TESTED) {
            return false;
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
        } else {
            return false;
        }
        return true;
    }

    /** Reports the first answer about an exchanger whose signatures the name server left out; the others are not in doubt. */
    private static void exchanger(DomainFindings to, SurveyedExchanger host) {
        Stream.of(host.addressAnswers(), host.tlsaAnswers())
                .flatMap(List::stream)
                .filter(each -> each.security() == Security.NOT_TESTED && Seen.has(each, Trouble.STRIPPED))
                .findFirst()
                .ifPresent(answer -> to.say("dns.unproven-answer")
                        .host(host.host())
                        .with("question", answer.question().toString())
                        .words("detail", Seen.trouble(answer))
                        .seen(Seen.answer(answer))
                        .end());
    }
}
