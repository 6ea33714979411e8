/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;

/** How the job goes about operators: their pauses, their refusals, and what it need not ask them again. */
class PoliteJobTest extends WholeJob {
    @Test
    void timersThatArePendingAtTheEndOfInputAreWaitedFor() throws Exception {
        List<String> domains = write(domains(8, 1));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(1), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster,
                    cluster.environment(Duration.ofMillis(200)),
                    internet,
                    limits(2, Duration.ofMillis(150), 1_000));
            cluster.finish(job);

            assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
            assertThat(internet.connections()).isEqualTo(8);
        }
    }

    @Test
    void anOperatorThatIsAskedTooMuchIsAskedLess() throws Exception {
        write(domains(4, 1));
        try (FakeInternet internet = FakeInternet.saying("S: 421 4.7.0 Too many connections\n", DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster, cluster.environment(Duration.ofMillis(200)), internet, limits(1, Duration.ZERO, 1_000));
            cluster.finish(job);

            assertThat(column("state")).containsExactly("rate-limited", "rate-limited", "rate-limited", "rate-limited");
            List<Long> times = internet.times();
            assertThat(times).hasSize(4);
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(990);
            assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(1_990);
            assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(3_990);
        }
    }

    /** Those that wait for a turn have no need of it once the first one is done, and those that come later never have. */
    @Test
    void domainsOfOneExchangerShareItsProbe() throws Exception {
        List<String> domains = write(domains(500, 2));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(20), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster,
                    cluster.environment(Duration.ofMillis(200)),
                    internet,
                    limits(1, Duration.ofSeconds(1), 60).sharing(Duration.ofMinutes(5)));
            cluster.finish(job);

            assertThat(internet.connections()).isEqualTo(2);
            assertThat(column("domain")).containsExactlyInAnyOrderElementsOf(domains);
            assertThat(column("verdict")).containsOnly("passed");
            assertThat(column("state").stream().filter("probed"::equals)).hasSize(2);
            assertThat(column("state").stream().filter("shared"::equals)).hasSize(498);
            assertThat(column("started").stream().distinct()).as("of those two").hasSize(2);
        }
    }

    /** What is too old is learnt again: by the operator's pause, which is longer than any probe, it is. */
    @Test
    void aProbeThatIsTooOldIsNotShared() throws Exception {
        write(domains(2, 1));
        try (FakeInternet internet = FakeInternet.thinking(Duration.ofMillis(200), DEADLINE);
                Cluster cluster = new Cluster(1, 2)) {
            JobID job = start(
                    cluster,
                    cluster.environment(Duration.ofMillis(200)),
                    internet,
                    limits(1, DEADLINE.plusSeconds(1), 60).sharing(Duration.ofMillis(1)));
            cluster.finish(job);

            assertThat(column("state")).containsExactly("probed", "probed");
        }
    }
}
