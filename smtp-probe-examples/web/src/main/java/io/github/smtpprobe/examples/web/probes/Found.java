/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.SurveyedExchanger;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.stream.Stream;

/** The result of what a user has started. */
public sealed interface Found {
    /** {@return about how many characters the dialogue and the look-ups have} */
    long said();

    /**
     * The report on a server.
     *
     * @param report the whole one
     */
    record OfServer(ProbeReport report) implements Found {
        @Override
        public long said() {
            return characters(
                    report.attempts().stream().map(each -> each.transcript().entries()));
        }
    }

    /**
     * The report on a domain.
     *
     * @param report the whole one
     */
    record OfDomain(DomainReport report) implements Found {
        private static final long EACH_ANSWER = 400;

        @Override
        public long said() {
            Stream<List<Entry>> dialogues = report.facts().exchangers().stream()
                    .map(SurveyedExchanger::handshakes)
                    .flatMap(List::stream)
                    .map(ServerHandshake::attempt)
                    .map(each -> each.transcript().entries());
            long looked = report.facts().lookUps().stream()
                    .mapToLong(each -> EACH_ANSWER * (1 + each.records().size()))
                    .sum();
            return looked + characters(dialogues);
        }
    }

    private static long characters(Stream<List<Entry>> dialogues) {
        return dialogues.flatMap(List::stream).mapToLong(Entry::length).sum();
    }
}
