/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static io.github.smtpprobe.harness.HostedDomains.TEMPLATE;
import static io.github.smtpprobe.harness.HostedDomains.batch;
import static io.github.smtpprobe.harness.HostedDomains.domain;
import static io.github.smtpprobe.harness.HostedDomains.domains;
import static io.github.smtpprobe.harness.HostedDomains.zones;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a batch of surveys: which of them were done, and what each of them asks. */
class SurveyJournalTest {
    @TempDir
    Path directory;

    @Test
    void aBatchThatStoppedGoesOnWithTheSurveysThatWereNotDone() {
        Path journal = directory.resolve("journal");
        List<String> taken = new ArrayList<>();
        assertThatThrownBy(() -> batch(new ManyServers(), zones(50))
                        .journal(journal)
                        .build()
                        .run(domains(50), result -> {
                            if (taken.size() == 20) {
                                throw new UncheckedIOException(new IOException("No space left on device"));
                            }
                            taken.add(result.target().key());
                        }))
                .isInstanceOf(BatchStopped.class);
        BatchSummary summary = batch(new ManyServers(), zones(50))
                .resume(journal)
                .build()
                .run(domains(50), result -> taken.add(result.target().key()));
        assertThat(taken).hasSize(50).doesNotHaveDuplicates();
        assertThat(summary.doneBefore()).isEqualTo(20);
    }

    @Test
    void aJournalKnowsWhatASurveyAsks() {
        List<DomainSurvey> others = List.of(
                TEMPLATE.toBuilder().without(Aspect.TLS_RPT).build(),
                TEMPLATE.toBuilder().deadline(Duration.ofMinutes(3)).build(),
                TEMPLATE.toBuilder().heloName("survey.example.org").build(),
                TEMPLATE.toBuilder().port(2525).build(),
                TEMPLATE.toBuilder()
                        .addresses(io.github.smtpprobe.survey.AddressCoverage.FIRST)
                        .build(),
                TEMPLATE.toBuilder()
                        .anchors(io.github.smtpprobe.records.TrustAnchors.of(List.of()))
                        .build(),
                TEMPLATE.toBuilder()
                        .nameServers(new InetSocketAddress("127.0.0.1", 53))
                        .build());
        for (DomainSurvey other : others) {
            refused(BatchTarget.survey(other, domain(0)), other.toString());
        }
        refused(
                BatchTarget.mailExchangers(
                        ProbeRequest.toMxOf("example.com")
                                .deadline(TEMPLATE.deadline())
                                .build(),
                        domain(0)),
                "a probe");
    }

    private void refused(BatchTarget other, String how) {
        Path journal = directory.resolve("journal" + System.nanoTime());
        batch(new ManyServers(), zones(1)).journal(journal).build().run(domains(1), result -> {});
        assertThatThrownBy(() -> batch(new ManyServers(), zones(1))
                        .resume(journal)
                        .build()
                        .run(Stream.of(other), result -> {}))
                .as(how)
                .isInstanceOf(BatchStopped.class)
                .hasMessageContaining("was asked otherwise");
    }
}
