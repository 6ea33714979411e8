/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batches;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.OperatorFigures;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule of the application's that tells who runs a server, and fails: the standard rule does it then, and the summary says so. */
@Timeout(value = Patience.HANGING, unit = TimeUnit.SECONDS)
@Tag("waits")
class BatchOperatorsTest {
    private static final int HOSTS = 40;

    private static final String SECRET = "hunter2";

    private static ProbeBatch.Builder batch(ManyServers servers, Operators rule) {
        return BatchFaultsTest.batch(servers, BatchFaultsTest.names(name -> {}))
                .perOperator(2, Duration.ZERO)
                .operators(rule);
    }

    /** Hosts of one operator. */
    private static Stream<BatchTarget> targets() {
        ProbeRequest template = ProbeRequest.to("example.com", 25)
                .tls(TlsMode.PLAIN)
                .deadline(Patience.AMPLE)
                .build();
        return IntStream.range(0, HOSTS).mapToObj(i -> BatchTarget.server(template, "mx" + i + ".big.example"));
    }

    @SuppressWarnings("NullAway") // what a rule without null checks does
    private static Operators saying(String operator) {
        return host -> operator;
    }

    static Stream<Arguments> faults() {
        Operators throwing = host -> {
            throw new IllegalStateException("cannot log in with " + SECRET);
        };
        Operators endless = host -> {
            throw new StackOverflowError(SECRET);
        };
        return Stream.of(
                Arguments.of(throwing, "threw IllegalStateException"),
                Arguments.of(endless, "threw StackOverflowError"),
                Arguments.of(saying(null), "returned null"),
                Arguments.of(saying(""), "returned no name"),
                Arguments.of(saying(" \t"), "returned no name"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theStandardRuleDecidesWhereTheGivenOneFails(Operators rule, String what) {
        ManyServers servers = new ManyServers().slow(Duration.ofNanos(300_000));
        BatchSummary summary = batch(servers, rule).build().run(targets(), result -> {});
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) HOSTS);
        assertThat(servers.most().get("operator:big.example")).isLessThanOrEqualTo(2);
        assertThat(summary.operators()).containsOnlyKeys("big.example");
        assertThat(summary.unknownOperators()).isEqualTo(HOSTS);
        assertThat(summary.operatorsFailure())
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith("a lambda of BatchOperatorsTest " + what)
                        .doesNotContain(SECRET));
        assertThat(summary.asMap()).containsEntry("unknownOperators", (long) HOSTS);
        assertThat(summary.asMap().get("operatorsFailure").toString()).contains(what);
    }

    @Test
    void aHostThatTheRuleKnowsHasItsOperatorAndProgressTellsOfTheOthers() {
        List<BatchProgress> told = new ArrayList<>();
        BatchSummary summary = batch(new ManyServers(), host -> {
                    if (host.startsWith("mx7.")) {
                        throw new IllegalStateException(SECRET);
                    }
                    return "known";
                })
                .listener(told::add)
                .build()
                .run(targets(), result -> {});
        assertThat(summary.unknownOperators()).isEqualTo(1);
        assertThat(summary.operators())
                .containsOnlyKeys("known", "big.example")
                .extractingByKey("known")
                .extracting(OperatorFigures::targets)
                .isEqualTo(HOSTS - 1L);
        assertThat(told.get(0).summary().operatorsFailure()).isEmpty();
        assertThat(told.get(told.size() - 1).summary().unknownOperators()).isEqualTo(1);
    }

    @Test
    void aRuleThatKnowsAllHasNotFailed() {
        BatchSummary summary = batch(new ManyServers(), host -> "known").build().run(targets(), result -> {});
        assertThat(summary.unknownOperators()).isZero();
        assertThat(summary.operatorsFailure()).isEmpty();
        assertThat(summary.operators()).containsOnlyKeys("known");
    }

    /** Nothing ends its wait but the interrupt. */
    @Test
    void aRuleThatHangsIsInterruptedAndAskedNoMore() {
        CountDownLatch never = new CountDownLatch(1);
        BatchSummary summary = batch(new ManyServers(), host -> {
                    try {
                        never.await();
                        return "never";
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(SECRET, ended);
                    }
                })
                .build()
                .run(targets(), result -> {});
        hasHung(summary, "did not end in time and was interrupted");
    }

    /** It is let go only when the batch has ended. */
    @Test
    void aRuleThatHeedsNoInterruptHoldsUpNobody() {
        CountDownLatch ended = new CountDownLatch(1);
        BatchSummary summary = batch(new ManyServers(), host -> {
                    BatchEndTest.holdWhatever(ended);
                    return "late";
                })
                .build()
                .run(targets(), result -> {});
        ended.countDown();
        assertThat(summary.took()).isLessThan(Patience.AMPLE);
        hasHung(summary, "did not end in time and heeds no interrupt");
    }

    private static void hasHung(BatchSummary summary, String what) {
        assertThat(summary.verdicts()).containsEntry(Verdict.PASSED, (long) HOSTS);
        assertThat(summary.operators()).containsOnlyKeys("big.example");
        assertThat(summary.unknownOperators()).isEqualTo(HOSTS);
        assertThat(summary.operatorsFailure())
                .hasValueSatisfying(said -> assertThat(said).contains(what).doesNotContain(SECRET));
    }
}
